import * as z from "zod";
import { type GeminiSession, SimulatorControl } from "../../harness/gemini.ts";
import type { GeminiLine } from "../../harness/rig/messages.ts";
import { call, places } from "./places.ts";
import { until } from "../../harness/wait.ts";

const simulator = new SimulatorControl(places.SIMULATOR_URL);

/** The simulator's scenario unless a test sets another: silent until told, deaf, without delays. */
const silent = { pace: 0, hears: false, turns: [] };

/** The simulator as one interview sees it: the sessions whose set-up contains the key. */
export class GeminiSide {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  play(scenario: object): Promise<void> {
    return simulator.play(this.#key, { ...silent, ...scenario });
  }

  /** For what happens before the set-up arrives: every connection with our API key plays the scenario, until `forgetKey`. */
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

  /** The nth session (1 is the first), once its set-up has arrived. */
  nth(count: number): Promise<GeminiSession> {
    return until(`Gemini session ${count}`, async () => (await this.sessions()).filter(({ setup }) => setup !== null)[count - 1]);
  }

  /** Performs a step of a scenario on the newest session. */
  async act(step: object): Promise<void> {
    const newest = (await this.sessions()).at(-1);
    if (newest && (await simulator.act(newest.id, step))) return;
    const [was] = (await this.sessions()).slice(-1);
    throw new Error(`No Gemini session is open to ${JSON.stringify(step)}; the newest ended with ${was?.closeCode ?? "nothing yet"}`);
  }

  send(message: object): Promise<void> {
    return this.act({ send: message });
  }

  /** Words of the interviewer. The turn stays open. */
  begins(text: string): Promise<void> {
    return this.send({ serverContent: { outputTranscription: { text } } });
  }

  /** A transcription of what Gemini heard the candidate say. */
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

/** Sets the fault of the connection between the Worker and Gemini. */
export const setGeminiLine = (line: GeminiLine) => call("PUT", `${places.RIG_URL}/gemini`, line);

/** Connections accepted by the proxy in front of Gemini since the start of the run. */
export const acceptedByGeminiLine = async () =>
  z.object({ accepted: z.number() }).parse(await call("GET", `${places.RIG_URL}/gemini`)).accepted;
