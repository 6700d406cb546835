import type { PlannedAnswer } from "../../worker/testing/plan.ts";
import type { attempts, moods, Step } from "./schedule.ts";

export type Mood = (typeof moods)[number];

export const answers: Record<Mood, PlannedAnswer> = {
  up: {},
  down: { status: 503 },
  busy: { status: 429 },
  refusing: { status: 401 },
  conflicting: { status: 409 },
  losing: { lost: true },
  hanging: { hangs: true },
  narrow: { status: 413 },
  old: { isOld: true },
  strange: { status: 200, body: "<html>Sign in to this network</html>" },
};

export const scenarios: Record<(typeof attempts)[number], object> = {
  normal: {},
  refused: { refuse: { status: 503 } },
  mute: { neverSetupComplete: true },
  closed: { closeAtSetup: { code: 1011, reason: "Internal error encountered." } },
  torn: { terminateAtSetup: true },
  slow: { setupDelayMs: 30 },
  forgetful: { refuseResume: { code: 1008, reason: "BidiGenerateContent session not found" } },
};

export const garbled: Record<Extract<Step, { do: "garble" }>["as"], string | Uint8Array> = {
  text: "hello",
  empty: new Uint8Array(),
  garbage: Uint8Array.of(0x0a, 0xff, 0xff, 0xff, 0xff),
  unknown: Uint8Array.of(0x7a, 0x01, 0x00),
};

const content = (serverContent: object) => ({ send: { serverContent } });

const called = (call: number, name: string, args: object) => ({
  send: { toolCall: { functionCalls: [{ id: `call-${call}`, name, args }] } },
});

/** The step that the simulator performs; `line` is its text if the message has words. */
export const geminiStep = (says: Extract<Step, { do: "gemini" }>["says"], { line, call }: { line: string; call: number }): object => {
  switch (says) {
    case "turn":
      return { say: { text: `${line} `, ms: 20, fragments: 1 } };
    case "userWords":
      return content({ inputTranscription: { text: `${line} ` } });
    case "aiWords":
      return content({ outputTranscription: { text: `${line} ` } });
    case "sound":
      return content({ modelTurn: { parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: "AAAAAAAA" } }] } });
    case "turnComplete":
      return content({ turnComplete: true });
    case "interrupted":
      return content({ interrupted: true });
    case "handle":
      return { send: { sessionResumptionUpdate: { newHandle: "a-handle-of-nobody", resumable: true } } };
    case "endCall":
      return called(call, "end_interview", {});
    case "endCancelled":
      return { send: { toolCallCancellation: { ids: [`call-${call - 1}`] } } };
    case "generated":
      return content({ generationComplete: true });
    case "usage":
      return { send: { usageMetadata: { totalTokenCount: 3, promptTokenCount: 1, responseTokenCount: 2 } } };
    case "askedToEnd":
      return called(call, "end_interview", { reason: "candidate_asked" });
    case "foreignCall":
      return called(call, "googleSearch", { query: "the weather" });
    case "garbage":
      return { sendText: "no JSON" };
    default:
      return says satisfies never;
  }
};
