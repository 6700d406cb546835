import { WebSocket } from "ws";
import * as z from "zod";
import { Account, readStored } from "../app-side.ts";
import { Candidate, type Line } from "../../../harness/candidate.ts";
import { GeminiSide } from "../gemini-side.ts";
import type { Evidence } from "../oracle.ts";
import { until } from "../../../harness/wait.ts";
import type { Stage } from "./stage.ts";

/** One interview on a stage. */
export class ProcessScene {
  readonly id: string;
  readonly token: string;
  readonly gemini: GeminiSide;
  readonly candidates: Candidate[] = [];
  said: Line[] = [];
  readonly #stage: Stage;
  readonly #confidential: string[];

  private constructor(stage: Stage, parts: { id: string; token: string; role: string; resume: string }) {
    this.#stage = stage;
    this.id = parts.id;
    this.token = parts.token;
    this.gemini = new GeminiSide(parts.role);
    this.#confidential = [parts.role, parts.resume, parts.token];
  }

  static async open(stage: Stage): Promise<ProcessScene> {
    const account = (stage.account ??= await Account.open());
    const role = `Engineer ${crypto.randomUUID()}`;
    const resume = `Ten years of ${crypto.randomUUID()}`;
    const id = await account.createInterview({ role, resume });
    const scene = new ProcessScene(stage, { id, token: await account.mintToken(id), role, resume });
    await scene.gemini.play({});
    return scene;
  }

  async join({ token = this.token }: { token?: string | null } = {}): Promise<Candidate> {
    const query = new URLSearchParams({ ...(token !== null && { token }), rate: "24000" });
    const socket = new WebSocket(`ws://127.0.0.1:${this.#stage.proxy.port}/${this.id}?${query}`, { perMessageDeflate: false });
    socket.on("error", () => undefined);
    const candidate = new Candidate(socket, token);
    this.candidates.push(candidate);
    await until("the upgrade", () => socket.readyState !== socket.CONNECTING);
    return candidate;
  }

  /** The kinds of reports that the object still owes the app, read from its disk. */
  get reports(): string[] {
    const reports = z.array(z.object({ kind: z.string() })).parse(this.#stage.object(this.id)?.reports ?? []);
    return reports.map(({ kind }) => kind);
  }

  get alarms(): { kind: string; at_unix_ms: number }[] {
    return this.#stage.object(this.id)?.alarms ?? [];
  }

  async says(content: string): Promise<void> {
    await this.gemini.act({ say: { text: content, ms: 120 } });
    this.said.push({ speaker: "AI", content });
    await until(`the line "${content}"`, () => (this.#stage.object(this.id)?.utterances.length ?? 0) >= this.said.length);
  }

  async endByUser(): Promise<void> {
    this.candidates.at(-1)?.requestEnd();
    await this.candidates.at(-1)?.closes();
  }

  /** Waits until the app knows the end, and the object owes it nothing. */
  async settle(limitMs = 15_000): Promise<void> {
    const isOver = async () => ["COMPLETED", "ERROR"].includes((await readStored(this.id))?.interview.status ?? "");
    await until("the end", isOver, limitMs);
    await until("delivery", async () => this.#stage.object(this.id)?.reports.length === 0 && (await this.gemini.open()) === 0, limitMs);
  }

  async evidence(): Promise<Evidence> {
    const { said, candidates } = this;
    const logged = this.#stage.log();
    return {
      said,
      candidates,
      logged,
      confidential: this.#confidential,
      thrown: [],
      nowUnixMs: Date.now(),
      stored: await readStored(this.id),
      sessions: await this.gemini.sessions(),
      object: this.#stage.object(this.id),
      unhandled: logged.filter((line) => /uncaught|unhandled/i.test(line)),
    };
  }
}
