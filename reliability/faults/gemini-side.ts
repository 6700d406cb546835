import { z } from "zod";
import type { GeminiLine } from "../../harness/rig/app-faults.ts";
import { call, places } from "./places.ts";
import { until } from "../../harness/wait.ts";

const session = z.object({
  id: z.string(),
  openedAtUnixMs: z.number(),
  closedAtUnixMs: z.number().nullable(),
  closeCode: z.number().nullable(),
  setup: z.unknown(),
  audioBytes: z.number(),
  audioSha256: z.string(),
  earlyFrames: z.number(),
  texts: z.array(z.string()),
});
export type GeminiSession = z.infer<typeof session>;

const control = `${places.SIMULATOR_URL}/control`;

/** What the simulator plays for a test: silent until told, deaf, without a pause. */
const silent = { pace: 0, hears: false, turns: [] };

/** The simulator as one interview sees it: sessions are those whose set-up contains the key. */
export class GeminiSide {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  play(scenario: object): Promise<unknown> {
    return call("PUT", `${control}/scripts/${this.#key}`, { ...silent, ...scenario });
  }

  /** For what happens before the set-up is heard: every connection with our API key plays it, until `forgetKey`. */
  playByKey(scenario: object): Promise<unknown> {
    return call("PUT", `${control}/scripts/${places.GEMINI_API_KEY}`, { ...silent, ...scenario });
  }

  async forgetScripts(): Promise<void> {
    for (const key of [places.GEMINI_API_KEY, this.#key]) await fetch(`${control}/scripts/${key}`, { method: "DELETE" });
  }

  async sessions(): Promise<GeminiSession[]> {
    return z.array(session).parse(await call("GET", `${control}/sessions?key=${this.#key}`));
  }

  async audio(id: string): Promise<Uint8Array> {
    return new Uint8Array(await (await fetch(`${control}/sessions/${id}/audio`)).arrayBuffer());
  }

  /** The nth session (1 is the first), once its set-up was heard. */
  nth(count: number): Promise<GeminiSession> {
    return until(`Gemini session ${count}`, async () => (await this.sessions()).filter(({ setup }) => setup !== null)[count - 1]);
  }

  /** Does a step of the simulator's scenarios on the newest session. */
  async act(step: object): Promise<void> {
    const newest = (await this.sessions()).at(-1);
    if (!newest) throw new Error("No Gemini session is there to act");
    await call("POST", `${control}/sessions/${newest.id}/act`, step);
  }

  send(message: object): Promise<void> {
    return this.act({ send: message });
  }

  /** Words of the interviewer; the turn stays open. */
  begins(text: string): Promise<void> {
    return this.send({ serverContent: { outputTranscription: { text } } });
  }

  /** What Gemini heard the candidate say. */
  heard(text: string): Promise<void> {
    return this.send({ serverContent: { inputTranscription: { text } } });
  }

  completesTurn(): Promise<void> {
    return this.send({ serverContent: { turnComplete: true } });
  }

  async open(): Promise<number> {
    return (await this.sessions()).filter(({ closedAtUnixMs }) => closedAtUnixMs === null).length;
  }
}

export const setGeminiLine = (line: GeminiLine) => call("PUT", `${places.RIG_URL}/gemini`, line);

/** Connections that were made to the line before Gemini, since the start of the run. */
export const acceptedByGeminiLine = async () =>
  z.object({ accepted: z.number() }).parse(await call("GET", `${places.RIG_URL}/gemini`)).accepted;
