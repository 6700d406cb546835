import { listDurableObjectIds, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Account, readStored, requestsOf, setFaults } from "./app-side.ts";
import type { Fault } from "../../harness/rig/messages.ts";
import type { Candidate, Line } from "../../harness/candidate.ts";
import { Clock } from "./clock.ts";
import { GeminiSide, setGeminiLine } from "./gemini-side.ts";
import type { Evidence } from "./oracle.ts";
import type { Outcome } from "./table/fault.ts";
import { rowsOf } from "../../harness/object.ts";
import { Steer_What } from "../../proto/gen/interview.ts";
import { until } from "../../harness/wait.ts";
import { clearedThroat, sound, talk } from "./sound.ts";
import { open } from "../../worker/testing/open.ts";
import { witness } from "./witness.ts";

type Options = { ownAccount?: boolean; settings?: Record<string, string>; signal?: AbortSignal };

let account: Promise<Account> | undefined;

/** One interview between a candidate, the Worker, Gemini and the app, each of which can be made to fail. */
export class Scene {
  readonly id: string;
  readonly account: Account;
  readonly token: string;
  readonly role: string;
  readonly gemini: GeminiSide;
  readonly clock: Clock;
  /** Texts that must not be in any log. */
  readonly confidential: string[];
  readonly candidates: Candidate[] = [];
  /** Parts of the outcome that only the run itself can know. */
  expected: Partial<Outcome> = {};
  /** Every finished line, in order: what D1 must hold. */
  said: Line[] = [];

  readonly #signal: AbortSignal | undefined;

  private constructor(parts: {
    id: string;
    account: Account;
    token: string;
    role: string;
    resume: string;
    signal: AbortSignal | undefined;
  }) {
    this.#signal = parts.signal;
    this.id = parts.id;
    this.account = parts.account;
    this.token = parts.token;
    this.role = parts.role;
    this.gemini = new GeminiSide(parts.role);
    this.clock = new Clock(() => this.object);
    this.confidential = [parts.role, parts.resume, parts.token];
  }

  /** Throws once the row has been cut off for its time: its clock is the next row's by then, and would move that one's object from outside. */
  get object() {
    this.#signal?.throwIfAborted();
    return env.INTERVIEW_SESSION.get(env.INTERVIEW_SESSION.idFromName(this.id));
  }

  static async open({ ownAccount = false, settings = {}, signal }: Options = {}): Promise<Scene> {
    const owner = await (ownAccount ? Account.open() : (account ??= Account.open()));
    const role = `Engineer ${crypto.randomUUID()}`;
    const resume = `Ten years of ${crypto.randomUUID()}`;
    const id = await owner.createInterview({ role, resume });
    const scene = new Scene({ id, account: owner, token: await owner.mintToken(id), role, resume, signal });
    await scene.gemini.play({});
    await scene.set(settings);
    return scene;
  }

  /** Sets environment variables of the object, in addition to those of all scenes. */
  async set(settings: Record<string, string>): Promise<void> {
    if (Object.keys(settings).length === 0) return;
    await runInDurableObject(this.object, (instance) => void Reflect.set(instance, "env", { ...env, ...settings }));
  }

  async join(options: { token?: string | null; rate?: number; headers?: Record<string, string> } = {}): Promise<Candidate> {
    const { token = this.token, rate, headers = {} } = options;
    const query = new URLSearchParams({ ...(token !== null && { token }), ...(rate !== undefined && { rate: String(rate) }) });
    const candidate = await open(`/${this.id}?${query}`, headers, token);
    this.candidates.push(candidate);
    return candidate;
  }

  /** Joins, and waits until the interview is in conversation. */
  async converse(): Promise<Candidate> {
    return (await this.join()).live();
  }

  /** Lets the interviewer say a whole line, and waits until it is stored. Gemini issues a handle after it. */
  async says(content: string): Promise<void> {
    await this.gemini.act({ say: { text: content, ms: 120 } });
    await this.keeps({ speaker: "AI", content });
  }

  /** The candidate's words arrive from Gemini and the interviewer answers. Waits until both lines are stored. */
  async exchange(question: string, answer: string): Promise<void> {
    await this.gemini.heard(question);
    this.said.push({ speaker: "USER", content: question });
    await this.says(answer);
  }

  /** Waits until the object has stored the line as the next of `said`. */
  async keeps(line: Line): Promise<void> {
    this.said.push(line);
    await until(`the line "${line.content}"`, async () => (await this.utterances()).length >= this.said.length);
  }

  /** Sends sound of the candidate, and waits until the object has taken it. */
  speaks(ms: number): Promise<void> {
    return this.#taken(() => this.candidates.at(-1)?.speak(sound(ms)));
  }

  /** Sends speech of the candidate, and waits until the object has taken it. */
  talks(ms: number): Promise<void> {
    return this.#taken(() => this.candidates.at(-1)?.speak(talk(ms)));
  }

  async #taken(send: () => void): Promise<void> {
    const before = witness.framesRead;
    send();
    await until("the frame", () => witness.framesRead > before);
  }

  /** Minutes in which the candidate answers nothing and asks for more time now and then, and Gemini says nothing. */
  async sitsThrough(minutes: number): Promise<void> {
    const until = Date.now() + minutes * 60_000;
    while (Date.now() < until && !this.candidates.at(-1)?.closed) {
      await this.#taken(() => this.candidates.at(-1)?.speak(clearedThroat()));
      await this.#taken(() => this.candidates.at(-1)?.send({ $case: "steer", value: { what: Steer_What.WHAT_MORE_TIME } }));
      await this.clock.pass(Math.min(40_000, until - Date.now()));
    }
  }

  misbehave(faults: Fault[]): Promise<unknown> {
    return setFaults(this.id, faults);
  }

  requests() {
    return requestsOf(this.id);
  }

  stored() {
    return readStored(this.id);
  }

  /** The finished utterances in the object's storage. */
  utterances(): Promise<Line[]> {
    return this.rows<Line>("SELECT speaker, text AS content FROM utterance ORDER BY seq");
  }

  reports(): Promise<{ kind: string; attempts: number }[]> {
    return this.rows("SELECT kind, attempts FROM report ORDER BY id");
  }

  alarms(): Promise<{ kind: string; at_unix_ms: number }[]> {
    return this.rows("SELECT kind, at_unix_ms FROM alarm ORDER BY at_unix_ms");
  }

  rows<Row extends Record<string, SqlStorageValue>>(query: string): Promise<Row[]> {
    return rowsOf(this.object, query);
  }

  async hasObject(): Promise<boolean> {
    const ids = await listDurableObjectIds(env.INTERVIEW_SESSION);
    return ids.some((it) => it.equals(this.object.id));
  }

  /** Ends the interview as the candidate does, and waits until the socket is closed. */
  async endByUser(): Promise<void> {
    this.candidates.at(-1)?.requestEnd();
    const isWaiting = () => witness.logged.some((line) => line.includes("finishing"));
    await until("the end, or the wait for the last words", () => this.candidates.at(-1)?.closed !== null || isWaiting());
    if (isWaiting()) await this.clock.pass(2_000);
    await this.candidates.at(-1)?.closes();
  }

  /** Waits for deliveries, and runs one alarm after another if they do not happen without. */
  async settle(): Promise<void> {
    if (!(await this.hasObject())) return;
    const isSettled = async () => (await this.reports()).length === 0 && (await this.gemini.open()) === 0;
    for (let round = 0; round < 40; round++) {
      if (await until("delivery", isSettled, 250).catch(() => false)) return;
      if ((await this.reports()).length > 0) await this.clock.toAlarm();
    }
  }

  async evidence(): Promise<Evidence> {
    const { said, candidates, confidential } = this;
    const object = async () => ({
      utterances: await this.utterances(),
      reports: await this.reports(),
      alarms: await this.alarms(),
      armedAtUnixMs: await this.clock.alarmAt(),
    });
    const [stored, sessions] = [await this.stored(), await this.gemini.sessions()];
    const { logged, unhandled, thrown } = witness;
    const at = { nowUnixMs: Date.now(), object: (await this.hasObject()) ? await object() : null };
    return { said, stored, sessions, candidates, confidential, logged, unhandled, thrown, ...at };
  }

  async close(): Promise<void> {
    await this.misbehave([]);
    await setGeminiLine({ weather: "pass" });
    await this.gemini.forgetScripts();
  }
}
