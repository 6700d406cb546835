import * as z from "zod";

/** What happens at a moment of a capture: frames from Gemini, or what the candidate's side does. Format: captures/README.md. */
type Moment = { atMs: number } & (
  | { kind: "frame"; message: object }
  | { kind: "close"; code: number; reason: string }
  | { kind: "say" | "mute"; ms: number }
  | { kind: "toolresponse" | "end" }
);

export type Capture = { model: string; moments: Moment[] };

/** Parses a capture. Throws on a line that is not in its format. */
export const parseCapture = (text: string): Capture => {
  const [first = "", ...lines] = text.trim().split("\n");
  const [, model] = /^# (\S+): /.exec(first) ?? [];
  if (!model) throw new Error(`A capture begins with "# model: what it shows", not with ${first}`);
  return { model, moments: lines.map(parseLine) };
};

const parseLine = (line: string): Moment => {
  const [, seconds, kind, rest = ""] = /^(\d+(?:\.\d+)?) (\S+)(?: (.*))?$/.exec(line) ?? [];
  if (!seconds || !kind) throw new Error(`This is no line of a capture: ${line}`);
  return { atMs: Math.round(Number(seconds) * 1000), ...happening(kind, rest) };
};

type Happening = Moment extends infer Each ? (Each extends Moment ? Omit<Each, "atMs"> : never) : never;

const happening = (kind: string, rest: string): Happening => {
  const [first = "", ...others] = rest.split(" ");
  const after = others.join(" ");
  const frame = (message: object): Happening => ({ kind: "frame", message });
  const content = (serverContent: object): Happening => frame({ serverContent });
  switch (kind) {
    case "E":
      return frame({});
    case "S":
      return content({});
    case "H":
      return frame({ sessionResumptionUpdate: { newHandle: rest, resumable: true } });
    case "I":
      return content({ inputTranscription: { text: rest } });
    case "O":
      return content({ outputTranscription: { text: spoken(rest) } });
    case "A":
      return content({
        modelTurn: { role: "model", parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: soundOf(Number(first)) } }] },
        ...(after && { outputTranscription: { text: spoken(after) } }),
      });
    case "G":
      return content({ generationComplete: true });
    case "T": {
      const { usageMetadata, ...status } = completed.parse(JSON.parse(rest || "{}"));
      return frame({ serverContent: { turnComplete: true, ...status }, ...(usageMetadata && { usageMetadata }) });
    }
    case "X":
      return content({ interrupted: true });
    case "V":
      return frame({ serverContent: {}, voiceActivity: { type: first, audioOffset: after } });
    case "C": {
      const [id, ...args] = others;
      return frame({ toolCall: { functionCalls: [{ name: first, id, args: JSON.parse(args.join(" ")) as unknown }] } });
    }
    case "close":
      return { kind, code: Number(first), reason: after };
    case "say":
    case "mute":
      return { kind, ms: Number(first) };
    case "toolresponse":
    case "end":
      return { kind };
    default:
      throw new Error(`A capture knows no ${kind}`);
  }
};

const completed = z.strictObject({ interactionStatus: z.string().optional(), usageMetadata: z.looseObject({}).optional() });

const spoken = (text: string): string => text.replace(/^_|_$/g, " ");

/** Faint sound of `bytes`: one sample is Gemini's "AAA=". */
const soundOf = (bytes: number): string => {
  const pcm = Int16Array.from({ length: bytes / 2 }, (_, at) => (at === 0 ? 0 : 4_000 * Math.sin(at / 9)));
  return new Uint8Array(pcm.buffer).toBase64();
};
