import * as z from "zod";

const session = z.looseObject({
  id: z.string(),
  openedAtUnixMs: z.number(),
  openBeside: z.array(z.string()),
  closedAtUnixMs: z.number().nullable(),
  closeCode: z.number().nullable(),
  path: z.string(),
  extensions: z.string(),
  setup: z.record(z.string(), z.unknown()).nullable(),
  setUpAtUnixMs: z.number().nullable(),
  audioBytes: z.number(),
  audioSha256: z.string(),
  earlyFrames: z.number(),
  texts: z.array(z.string()),
  clientContents: z.array(z.unknown()),
  toolResponses: z.array(z.unknown()),
});

/** What the simulator recorded of one Live connection. */
export type GeminiSession = z.output<typeof session>;

/** The simulator by its /control, from any runtime. A key is a text of a session's set-up, as the role, or its API key. */
export class SimulatorControl {
  readonly #url: string;

  constructor(simulatorUrl: string) {
    this.#url = `${simulatorUrl}/control`;
  }

  /** What sessions with this key play from now on. Throws for a scenario that the simulator does not take. */
  async play(key: string, scenario: object): Promise<void> {
    await this.#ask("PUT", `scripts/${encodeURIComponent(key)}`, scenario);
  }

  async forget(key: string): Promise<void> {
    await this.#ask("DELETE", `scripts/${encodeURIComponent(key)}`);
  }

  async sessions(key: string): Promise<GeminiSession[]> {
    return z.array(session).parse(await (await this.#ask("GET", `sessions?key=${encodeURIComponent(key)}`)).json());
  }

  /** The PCM16 of 16 kHz that reached a session. */
  async audio(id: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask("GET", `sessions/${id}/audio`)).arrayBuffer());
  }

  /** Does a step on an open session; false where it is not open any more. */
  async act(id: string, step: object): Promise<boolean> {
    return (await this.#ask("POST", `sessions/${id}/act`, step)).ok;
  }

  /** Answers the request over REST that has been held for longest, by the scenario's own words; false where none is. */
  async release(key: string, answer: object): Promise<boolean> {
    return (await this.#ask("POST", `scripts/${encodeURIComponent(key)}/rest`, answer)).ok;
  }

  /** What was asked over REST, newest last, by a text in it. */
  async requests(key: string): Promise<unknown[]> {
    return z.array(z.unknown()).parse(await (await this.#ask("GET", `requests?key=${encodeURIComponent(key)}`)).json());
  }

  /** The answer; of those that are no 2xx only "there is none" (404, 409), anything else throws. */
  async #ask(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${this.#url}/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    if (response.ok || response.status === 404 || response.status === 409) return response;
    throw new Error(`The simulator answered ${method} ${path} ${JSON.stringify(body)}: ${response.status} ${await response.text()}`);
  }
}
