import * as z from "zod";
import { type GeminiSession, SimulatorControl } from "../../harness/gemini.ts";
import type { GeminiLine } from "../../harness/rig/messages.ts";
import { call, places } from "./places.ts";
import { until } from "../../harness/wait.ts";

const simulator = new SimulatorControl(places.SIMULATOR_URL);

/** What the simulator plays for a test: silent until told, deaf, without a pause. */
const silent = { pace: 0, hears: false, turns: [] };

/** The simulator as one interview sees it: sessions are those whose set-up contains the key. */
export class GeminiSide {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  play(scenario: object): Promise<void> {
    return simulator.play(this.#key, { ...silent, ...scenario });
  }

  /** For what happens before the set-up is heard: every connection with our API key plays it, until `forgetKey`. */
  playByKey(scenario: object): Promise<void> {
    return simulator.play(places.GEMINI_API_KEY, { ...silent, ...scenario });
  }

  async forgetScripts(): Promise<void> {
    for (const key of [places.GEMINI_API_KEY, this.#key]) await simulator.forget(key);
  }

  sessions(): Promise<GeminiSession[]> {
    return simulator.sessions(this.#key);
  }

  audio(id: string): Promise<Uint8Array> {
    return simulator.audio(id);
  }

  /** The nth session (1 is the first), once its set-up was heard. */
  nth(count: number): Promise<GeminiSession> {
    return until(`Gemini session ${count}`, async () => (await this.sessions()).filter(({ setup }) => setup !== null)[count - 1]);
  }

  /** Does a step of the simulator's scenarios on the newest session. */
  async act(step: object): Promise<void> {
    const newest = (await this.sessions()).at(-1);
    if (newest && (await simulator.act(newest.id, step))) return;
    const [was] = (await this.sessions()).slice(-1);
    throw new Error(`No Gemini session is open to ${JSON.stringify(step)}; the newest ended with ${was?.closeCode ?? "nothing yet"}`);
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
