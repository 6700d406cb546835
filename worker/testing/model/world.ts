import { abortAllDurableObjects, evictDurableObject, runInDurableObject, SELF } from "cloudflare:test";
import { vi } from "vitest";
import type { StateValue } from "xstate";
import type { Candidate } from "../../../harness/candidate.ts";
import { type Prepared, prepareInterview } from "../interview.ts";
import { Facts } from "../../session/storage/facts.ts";
import { testEnv } from "../test-env.ts";
import { loggedCount, loggedPhase } from "../log-lines.ts";
import { stopClock } from "../../../harness/clock.ts";
import { isIn } from "./is-in.ts";
import { coverAllButLast } from "./progress.ts";
import { askAgain, isScheduled } from "./reports.ts";
import { until } from "../../../harness/wait.ts";

const frameBytes = 1_280;
/** How long the 101 waits for the app's answer. */
const decisionMs = 250;
/** After this long without a frame the candidate's sound has stopped. */
const goneMs = 1_500;
const frameEveryMs = 1_000;
const away = { status: 503 };
const appIsAway = { read: { held: true }, status: away, transcript: away };

/** One interview and everything around it, on a clock that moves as told: the object in workerd, the simulator, the fake app. */
export class World {
  readonly interview: Prepared;
  /** The candidate's sockets, newest last, except those that came too late. */
  clients: Candidate[] = [];
  /** How the newest socket ended before the interview did. */
  absence: string | null = null;
  /** Whether Gemini has left and will not be called back. */
  isAlone = false;
  /** The chart's state, and the state to which the next event leads. */
  value: StateValue = { PENDING: "idle" };
  next: StateValue = this.value;
  #elapsedMs = 0;
  #arrivalsMs = 0;

  private constructor(interview: Prepared) {
    this.interview = interview;
  }

  static async create(): Promise<World> {
    stopClock();
    const scenario = { neverSetupComplete: true, handles: false, hears: false, insists: false };
    return new World(await prepareInterview({ scenario, plan: { always: appIsAway } }));
  }

  get candidate(): Candidate {
    const newest = this.clients.at(-1);
    if (!newest) throw new Error("There is no candidate");
    return newest;
  }

  get phase(): string | undefined {
    return loggedPhase(this.interview.id);
  }

  /** Lets time pass until `ms` after the start, plus the time that joining took. */
  async passTo(ms: number) {
    const leftMs = ms + this.#arrivalsMs - this.#elapsedMs;
    if (leftMs > 0) await this.#pass(leftMs);
  }

  async join() {
    if (isIn(this.value, "COMPLETED") || isIn(this.value, "ERROR")) return this.knock();
    const older = this.clients.at(-1);
    const joining = this.interview.join();
    if (older?.closed === null && this.absence === null) await until("the older socket's 4003", () => older.closed?.code === 4003);
    if (isIn(this.value, "PENDING", "idle") || isIn(this.value, "PENDING", "starting", "preparing")) {
      await until("the app's being asked", async () => (await this.interview.app()).held > 0);
      await this.#pass(decisionMs);
      this.#arrivalsMs += decisionMs;
    }
    this.clients.push(await joining);
    this.absence = null;
    this.speak();
  }

  /** Somebody joins an interview that is over: the object is woken to refuse them. */
  async knock() {
    const late = await this.interview.join();
    const { code } = await until("the late one's refusal", () => late.closed ?? undefined);
    if (code !== 4004) throw new Error(`Too late, it was closed with ${code}`);
  }

  /** Opens the object with nobody there. */
  async touch() {
    const headers = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };
    const body = JSON.stringify({ atUnixMs: 0 });
    const { status } = await SELF.fetch(`http://worker/${this.interview.id}/revoke`, { method: "POST", headers, body });
    if (status !== 204) throw new Error(`Revoking answered ${status}`);
  }

  /** Makes the object count so many openings of Gemini. */
  async wearOut(openings: number) {
    await this.touch();
    await runInDurableObject(this.interview.stub(), (_, { storage }) => new Facts(storage.sql).write("openings", openings));
    await this.crash();
  }

  /** Sends 40 ms of silence. */
  speak() {
    this.candidate.speak(new Uint8Array(frameBytes));
  }

  /** The candidate speaks for 600 ms: enough to interrupt. The level varies, because a steady one would be noise. */
  answer() {
    this.#sound(Int16Array.from({ length: 9_600 }, (_, at) => (at < 640 ? 20 : at % 2_400 < 1_600 ? 8_000 : 1_500) * Math.sin(at / 12)));
  }

  /** The candidate's client says that it has played all that it was sent. */
  async hear() {
    const pongs = this.candidate.of("pong").length;
    this.candidate.mark(true);
    this.candidate.mark(false);
    this.candidate.send({ $case: "ping", value: { nonce: "0" } });
    await until("what was heard", () => this.candidate.of("pong").length > pongs);
  }

  /** The candidate is silent for 300 ms. */
  pause() {
    this.#sound(new Int16Array(4_800));
  }

  /** The candidate does something in the room, and falls silent. */
  asks(payload: Parameters<Candidate["send"]>[0]) {
    this.candidate.send(payload);
    this.pause();
  }

  type() {
    this.asks({ $case: "textAnswer", value: { text: "I led it.", clientId: crypto.randomUUID() } });
  }

  /** No frame of the candidate comes for a second and a half. */
  async vanish() {
    await this.#advance(goneMs);
    this.#arrivalsMs += goneMs;
    this.#elapsedMs += goneMs;
  }

  #sound({ buffer }: Int16Array<ArrayBuffer>) {
    this.candidate.speak(new Uint8Array(buffer));
  }

  async leave() {
    if (this.candidate.closed) return;
    this.candidate.leave();
    this.absence = "left";
  }

  drop(isDropped = true) {
    if (isDropped && this.clients.length > 0 && !this.candidate.closed) this.absence = "closed 4004";
  }

  /** The simulator does `step` on the newest connection. If the conversation goes on, waits until the object has read it. */
  async gemini(step: object) {
    await this.interview.act(step);
    if ("close" in step && isIn(this.value, "IN_PROGRESS", "floor", "farewell", "playing")) this.isAlone = true;
    if (!("close" in step) && isTalking(this.value) && isTalking(this.next)) await this.#overtake();
  }

  /** Sends the interviewer's words, and waits until a candidate who is there is shown them. */
  async caption(step: object) {
    if (this.absence !== null || !isIn(this.value, "IN_PROGRESS", "floor", "interviewer")) return this.gemini(step);
    const shown = () => this.candidate.of("transcriptUpdate").length;
    const before = shown();
    await this.interview.act(step);
    await until("the caption", () => shown() > before);
  }

  /** Gemini speaks. A turn that the candidate has cut ends before the next one. */
  async reply(step: object) {
    if (isIn(this.value, "IN_PROGRESS", "floor", "answering")) await this.gemini({ send: { serverContent: { turnComplete: true } } });
    await this.gemini(step);
  }

  /** Gemini says that it was interrupted. */
  async interrupt() {
    await this.gemini({ send: { serverContent: { interrupted: true } } });
  }

  /** The interviewer asks the only question of its plan that it has not asked. */
  async askTheLast() {
    const id = await coverAllButLast(this.interview);
    await this.gemini({ call: { name: "note_question", args: { id } } });
  }

  /** The candidate goes on speaking, and for five minutes nothing comes from Gemini. No timer of the chart runs meanwhile. */
  async stall() {
    const heard = async () => (await this.interview.sessions()).reduce((sum, { audioBytes }) => sum + audioBytes, 0);
    for (let quietMs = 0; quietMs < 300_000; quietMs += 25_000) {
      const before = await heard();
      this.answer();
      await until("the sound's arrival", async () => (await heard()) > before);
      vi.setSystemTime(Date.now() + 25_000);
    }
    this.answer();
  }

  /** Runs the alarm of this kind. */
  async ring(kind: string) {
    if (!(await isScheduled(this.interview, kind))) throw new Error(`There is no ${kind} in the schedule`);
    if (kind === "retry") return askAgain(this.interview, async () => false);
    if (!(await this.interview.expire(kind))) throw new Error(`No alarm ran for ${kind}`);
  }

  /** The candidate says nothing for ten minutes, in which nothing else becomes due. */
  async fallSilent() {
    const silenceMs = 600_000;
    await runInDurableObject(this.interview.stub(), (_, { storage }) => {
      storage.sql.exec(`UPDATE alarm SET at_unix_ms = at_unix_ms + ?`, silenceMs);
    });
    vi.setSystemTime(Date.now() + silenceMs);
    await this.ring("silence");
  }

  /** The candidate's client, which was refused once, sends frames that cannot be read. */
  async misbehave() {
    await runInDurableObject(this.interview.stub(), (_, { storage }) => new Facts(storage.sql).write("refusals", 1));
    for (let count = 0; count <= 50; count++) this.candidate.raw("?");
    await until("the refusal", () => this.candidate.closed?.code === 1008);
    this.absence = "closed 1008 after error";
  }

  /** The app answers again. It may take a report that was on its way meanwhile; then none is owed. */
  async appReturns() {
    await this.interview.replan({ plan: { always: {} } });
    await askAgain(this.interview, async () => !(await isScheduled(this.interview, "retry")));
  }

  async endByApp(status: "COMPLETED" | "ERROR") {
    await this.interview.replan({ interview: { status }, plan: { read: [{}], always: appIsAway } });
    this.drop();
    await this.interview.deleteObject("?keep=transcript");
  }

  async remove() {
    // A candidate whose interview is being stored is told that it has ended.
    if (isIn(this.value, "COMPLETED", "storing") && this.absence === null) this.absence = "closed 1000 after sessionEnded";
    else this.drop();
    await this.interview.deleteObject();
  }

  /**
   * The object loses its memory; the candidate's socket hibernates and wakes it with a frame. Use it only while Gemini is not connected.
   */
  async evict() {
    await evictDurableObject(this.interview.stub());
    await this.#restarted();
    this.speak();
  }

  /** Kills the object, and every socket with it. */
  async crash() {
    await runInDurableObject(this.interview.stub(), (_, { storage }) => storage.sync());
    await abortAllDurableObjects();
    this.clients = [];
    this.absence = null;
    await this.#restarted();
  }

  async #restarted() {
    vi.clearAllTimers();
    await until("the end of Gemini's connection", async () => (await this.interview.sessions()).every((it) => it.closedAtUnixMs !== null));
    this.#elapsedMs = 0;
    this.#arrivalsMs = 0;
    await this.interview.configure();
  }

  /** Waits until the object has read everything sent so far: a frame that is not JSON changes nothing and leaves a log line. */
  async #overtake() {
    const before = loggedCount(this.interview.id, "gemini.malformed");
    await this.interview.act({ sendText: "-" });
    await until("the frame that was sent last", () => loggedCount(this.interview.id, "gemini.malformed") > before);
  }

  /** Lets `ms` pass. A candidate who is answering goes on sending sound. */
  async #pass(ms: number) {
    const isWithin = [["answering"], ["open", "unfinished"]].some((floor) => isIn(this.value, "IN_PROGRESS", "floor", ...floor));
    const isAnswering = isWithin && this.absence === null;
    for (let leftMs = ms; leftMs > 0; leftMs -= frameEveryMs) {
      if (isAnswering) this.speak();
      // Shows that the connection is alive.
      if (isAnswering && leftMs % 30_000 === 0) await this.interview.act({ send: {} });
      await this.#advance(isAnswering ? Math.min(leftMs, frameEveryMs) : leftMs);
      if (!isAnswering) break;
    }
    this.#elapsedMs += ms;
  }

  async #advance(ms: number) {
    await runInDurableObject(this.interview.stub(), () => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
  }
}

const isTalking = (value: StateValue): boolean => ["conversing", "finishing"].some((it) => isIn(value, "IN_PROGRESS", "gemini", it));
