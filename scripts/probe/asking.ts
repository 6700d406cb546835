import { outputRate, readClip } from "../../simulator/speech.ts";
import { type LineOptions, LiveLine } from "./live-line.ts";

/** What was seen: the value that a profile would take, and how it showed. */
export type Answer = { value: string; seen: string };

/** Opens a connection with what a question adds to the set-up. */
export type Open = (more?: object) => Promise<LiveLine>;
/** A text turn, by the channel that the model was found to take. */
export type Say = (text: string) => object;
export type Question = { name: string; profile: string; ask: (open: Open, say: Say) => Promise<Answer> };

export const outputMs = 8_000;
export const turnMs = 20_000;

const clip = (name: string): Int16Array => {
  const { pcm } = readClip(name);
  return new Int16Array(Uint8Array.from(pcm).buffer);
};
export const words = () => clip("proud").slice(0, outputRate * 3);
/** The clips one after another until they last so many seconds. */
export const longWords = (seconds: number): Int16Array => {
  const one = clip("mistake");
  return Int16Array.from({ length: outputRate * seconds }, (_, at) => one[at % one.length] ?? 0);
};

export const tool = (more: object = {}) => ({
  tools: [{ functionDeclarations: [{ name: "end_interview", description: "Ends the interview. Call it once, at the goodbye.", ...more }] }],
});
export const manual = { realtimeInputConfig: { automaticActivityDetection: { disabled: true } } };
export const begin = "Greet me in one short sentence.";
export const byContent = (text: string) => ({ clientContent: { turns: [{ role: "user", parts: [{ text }] }], turnComplete: true } });
export const byRealtime = (text: string) => ({ realtimeInput: { text } });
export const callEnd = "Say goodbye in one sentence and call end_interview.";

export const heardIn = ({ received }: LiveLine, from = 0) =>
  received.slice(from).flatMap(({ message }) => message.serverContent?.inputTranscription?.text || []);
export const spokenIn = ({ received }: LiveLine, from = 0) =>
  received
    .slice(from)
    .map(({ message }) => message.serverContent?.outputTranscription?.text ?? "")
    .join("");
export const speaks = (line: LiveLine, from = 0) =>
  line.received.slice(from).some(({ message }) => (message.serverContent?.modelTurn?.parts ?? []).some(({ inlineData }) => inlineData));
export const completes = (line: LiveLine, from = 0) => line.received.slice(from).some(({ message }) => message.serverContent?.turnComplete);
export const closeOf = ({ closed }: LiveLine) => (closed ? `closed ${closed.code} ${closed.reason}` : "open");
export const handlesIn = ({ received }: LiveLine, from = 0) =>
  received.slice(from).flatMap(({ message }) => message.sessionResumptionUpdate?.newHandle ?? []);
export const yes = (isSo: boolean) => (isSo ? "yes" : "no");

export const opens = async (open: Open, message: object): Promise<Answer> => {
  const line = await open();
  const from = line.received.length;
  line.send(message);
  const isOpen = await line.until(() => speaks(line, from), outputMs);
  const echo = heardIn(line, from).length > 0;
  const seen = `${isOpen ? `sound after ${line.nowMs} ms` : `no sound in ${outputMs} ms`}, ${echo ? "echoed" : "not echoed"}, ${closeOf(line)}`;
  return end(line, { value: yes(isOpen), seen });
};

export const isTaken = async (open: Open, more: object): Promise<Answer> => {
  const line = await open(more);
  await line.until(() => false, 300);
  return end(line, { value: yes(line.closed === null), seen: closeOf(line) });
};

export const schedules = async (open: Open, say: Say, scheduling: string): Promise<Answer> => {
  const line = await open({ ...tool(), systemInstruction: { parts: [{ text: callEnd }] } });
  line.send(say(callEnd));
  const calls = () => line.received.flatMap(({ message }) => message.toolCall?.functionCalls ?? []);
  if (!(await line.until(() => calls().length > 0, turnMs))) return end(line, { value: "unknown", seen: `no call came, ${closeOf(line)}` });
  const functionResponses = calls().map(({ id, name }) => ({ id, name, response: { output: "ok" }, scheduling }));
  line.send({ toolResponse: { functionResponses } });
  await line.until(() => false, 1_000);
  return end(line, { value: yes(line.closed === null), seen: closeOf(line) });
};

export const end = async (line: LiveLine, answer: Answer): Promise<Answer> => {
  await line.end();
  return answer;
};

/** The set-up that every question starts from. */
export const openWith =
  (options: LineOptions, model: string): Open =>
  (more = {}) =>
    LiveLine.open(
      {
        model: `models/${model}`,
        generationConfig: { responseModalities: ["AUDIO"] },
        inputAudioTranscription: {},
        outputAudioTranscription: {},
        sessionResumption: {},
        ...more,
      },
      options,
    );
