import { vi } from "vitest";
import { parseClientMessage } from "../client-message.ts";
import { Handles } from "../handles.ts";
import { Line } from "../line.ts";
import { LiveSession } from "../live-session.ts";
import { Playbook } from "../playbook.ts";
import { profileOf } from "../profiles.ts";
import { SessionRecord } from "../record.ts";
import type { ScenarioInput } from "../scenario.ts";
import { quiet, serverMessage, voice, type Frame } from "./caller.ts";

const frameMs = 40;

/** A frame in the notation of a capture, and when it was sent, in ms since setupComplete. */
type Noted = { atMs: number; note: string; message: Frame["message"] };

type Options = { model: string; scenario?: ScenarioInput; setup?: Record<string, unknown> };

/**
 * A Live session after its setupComplete, without a network, on a clock that only the test advances. What it sends is noted as in a
 * capture: E `{}` · S `{"serverContent":{}}` · H handle · I heard · A ms of sound [caption] · G · T [interactionStatus] · X interrupted · V
 * voice activity · C call.
 */
export const onAClock = ({ model, scenario = {}, setup: more = {} }: Options) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
  const begunMs = performance.now();
  const noted: Noted[] = [];
  const closes: { atMs: number; code: number | undefined; reason: string | undefined }[] = [];
  const now = () => Math.round(performance.now() - begunMs);
  const socket = {
    readyState: 1,
    OPEN: 1,
    bufferedAmount: 0,
    send: (frame: Buffer | string, _: unknown, sent: () => void) => {
      const message = serverMessage.parse(JSON.parse(frame.toString()));
      noted.push({ atMs: now(), note: note(message), message });
      sent();
    },
    close: (code?: number, reason?: string) => {
      socket.readyState = 3;
      closes.push({ atMs: now(), code, reason });
    },
    terminate: () => void (socket.readyState = 3),
    pause: () => undefined,
  };
  const asked = parseClientMessage(
    JSON.stringify({
      setup: { model: `models/${model}`, inputAudioTranscription: {}, outputAudioTranscription: {}, sessionResumption: {}, ...more },
    }),
  );
  if ("code" in asked || !asked.setup) throw new Error("This is no setup");
  const play = new Playbook({ hears: true, ...scenario }).fallback.next();
  const profile = profileOf(asked.setup.model, play.behaviour.profile);
  if (!profile) throw new Error(`There is no model ${model}`);
  const session = new LiveSession({
    line: new Line(socket),
    record: new SessionRecord({ path: "", extensions: "", url: "" }),
    setup: asked.setup,
    behaviour: play.behaviour,
    profile,
    handles: new Handles(),
    conversation: { model, script: play.script, openConnections: new Set(), endedAtUnixMs: 0 },
    memory: null,
  });
  session.begin();

  const send = (message: unknown) => {
    const parsed = parseClientMessage(JSON.stringify(message));
    const close = "code" in parsed ? parsed : session.receive(parsed);
    if (close) socket.close(close.code, close.reason);
  };
  const pass = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms));
  const hear = async (sound: (ms: number) => Buffer, ms: number) => {
    for (let left = ms; left > 0; left -= frameMs) {
      const data = sound(Math.min(left, frameMs)).toString("base64");
      await pass(Math.min(left, frameMs));
      send({ realtimeInput: { audio: { data, mimeType: "audio/pcm;rate=16000" } } });
    }
  };

  return {
    send,
    pass,
    /** The candidate's microphone, one frame of 40 ms for every 40 ms of the test's clock. */
    speak: (ms: number) => hear(voice, ms),
    hush: (ms: number) => hear(quiet, ms),
    now,
    closes,
    noted,
    notes: () => noted.map(({ note }) => note),
    /** The times at which frames of this kind were sent. */
    timesOf: (kind: string) => noted.filter(({ note }) => note.split(" ")[0] === kind).map(({ atMs }) => atMs),
    messagesOf: (kind: string) => noted.filter(({ note }) => note.split(" ")[0] === kind).map(({ message }) => message),
    answerCall: (more: Record<string, unknown> = {}) => {
      const [call] = noted.flatMap(({ message }) => message.toolCall?.functionCalls ?? []).slice(-1);
      send({ toolResponse: { functionResponses: [{ id: call?.id, name: call?.name, response: { output: "ok" }, ...more }] } });
    },
    end: () => session.end(),
  };
};

const note = (message: Frame["message"]): string => {
  const { serverContent: content, toolCall, sessionResumptionUpdate: update, voiceActivity } = message;
  if (update) return update.newHandle === undefined ? "H-" : "H";
  if (toolCall) return `C ${toolCall.functionCalls.map(({ name }) => name).join(" ")}`;
  if (voiceActivity) return `V ${voiceActivity.type} ${voiceActivity.audioOffset}`;
  if (content === undefined) return Object.keys(message).length === 0 ? "E" : "?";
  if (content.turnComplete) return ["T", content.interactionStatus].filter(Boolean).join(" ");
  if (content.generationComplete) return "G";
  if (content.interrupted) return "X";
  if (content.inputTranscription) return `I ${content.inputTranscription.text}`;
  const words = content.outputTranscription?.text;
  const sound = content.modelTurn?.parts.flatMap(({ inlineData }) => inlineData?.data ?? []);
  if (sound && sound.length > 0)
    return ["A", Buffer.from(sound.join(""), "base64").length / 48, words].filter((it) => it !== undefined).join(" ");
  if (content.modelTurn) return "thought";
  return words === undefined ? "S" : `O ${words}`;
};
