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
  activities: z.array(z.object({ type: z.enum(["start", "end"]) })),
  texts: z.array(z.string()),
  clientContents: z.array(z.unknown()),
  toolResponses: z.array(z.unknown()),
});

/** The simulator's record of one Live connection. */
export type GeminiSession = z.output<typeof session>;

/** The simulator's /control API, for any runtime. A key is a text in a session's set-up, such as the role, or its API key. */
export class SimulatorControl {
  readonly #url: string;

  constructor(simulatorUrl: string) {
    this.#url = `${simulatorUrl}/control`;
  }

  /** Sets the scenario for sessions with this key. Throws if the simulator rejects it. */
  async play(key: string, scenario: object): Promise<void> {
    await this.#ask("PUT", `scripts/${encodeURIComponent(key)}`, scenario);
  }

  async forget(key: string): Promise<void> {
    await this.#ask("DELETE", `scripts/${encodeURIComponent(key)}`);
  }

  async sessions(key: string): Promise<GeminiSession[]> {
    return z.array(session).parse(await (await this.#ask("GET", `sessions?key=${encodeURIComponent(key)}`)).json());
  }

  /** The sound that reached a session, PCM16 at 16 kHz. */
  async audio(id: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#ask("GET", `sessions/${id}/audio`)).arrayBuffer());
  }

  /** Performs a step on an open session; false if it is no longer open. */
  async act(id: string, step: object): Promise<boolean> {
    return (await this.#ask("POST", `sessions/${id}/act`, step)).ok;
  }

  /** Answers the REST request that has been held longest, in the words of a scenario; false if none is held. */
  async release(key: string, answer: object): Promise<boolean> {
    return (await this.#ask("POST", `scripts/${encodeURIComponent(key)}/rest`, answer)).ok;
  }

  /** The REST requests that contain this text, newest last. */
  async requests(key: string): Promise<unknown[]> {
    return z.array(z.unknown()).parse(await (await this.#ask("GET", `requests?key=${encodeURIComponent(key)}`)).json());
  }

  /** The answer if it is 2xx, 404 or 409. Throws for any other status. */
  async #ask(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(`${this.#url}/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    if (response.ok || response.status === 404 || response.status === 409) return response;
    throw new Error(`The simulator answered ${method} ${path} ${JSON.stringify(body)}: ${response.status} ${await response.text()}`);
  }
}
