import { abortAllDurableObjects, runInDurableObject, SELF } from "cloudflare:test";
import { rowsOf } from "../../harness/object.ts";
import { mintToken } from "../../harness/token.ts";
import { until, within } from "../../harness/wait.ts";
import { forgetUnderway, type Outstanding } from "../faults/underway.ts";
import type { Candidate } from "../../harness/candidate.ts";
import { talk } from "../../worker/testing/aloud.ts";
import { NobodyThere, type Prepared, prepareInterview } from "../../worker/testing/interview.ts";
import { testEnv } from "../../worker/testing/test-env.ts";
import { answers, garbled, geminiStep, type Mood, scenarios } from "./forces.ts";
import { dropTimers, Passing } from "./passing.ts";
import { probe, type Probed, unshown } from "./probes.ts";
import { hungAmong, quiet } from "./quiet.ts";
import type { Schedule, Step } from "./schedule.ts";
import { Sayings } from "./wishes.ts";

const drainRounds = 80;
/** Hours in which the app hangs take some real seconds. */
const longestStepMs = 60_000;
/** After this, what Gemini says is no longer taken for the rest of a turn that it interrupted. */
const remainderMs = 1_000;
const endsOfTurn: ReadonlySet<string> = new Set(["turn", "turnComplete", "generated", "interrupted"]);
const [rereadMs, refusalMs, longestCloseMs] = [2_000, 250, 4_000];
/** A voice comes in frames of real time; a silent page really sends much more often than every 15 s. */
const [voiceMs, silenceMs] = [500, 15_000];

type JoinKind = Extract<Step, { do: "join" }>["with"];
export type Guest = { client: Candidate; token: string; isLost: boolean };

/** One interview in bad weather: performs the steps of a schedule, then lets everything come to its end. */
export class Storm {
  readonly interview: Prepared;
  readonly guests: Guest[] = [];
  readonly sayings = new Sayings();
  readonly passing: Passing;
  /** Ids of half-open Gemini sessions, which notice no end. */
  readonly stalled: string[] = [];
  /** How many of them belong to a process that is gone. This one has a socket to the others, which answer no close. */
  #stalledBefore = 0;
  isDeleted = false;
  /** Lines that were cut off or extended by late words while nobody was there to be shown it. */
  readonly changedUnseen: string[] = [];
  /** Turns of the interviewer that the candidate was not shown although nobody else spoke. */
  readonly unshown: string[] = [];
  probed: Probed | null = null;
  /** The interviewer is in the middle of a turn: if the candidate cuts it, what comes without an end to it counts as its rest. */
  isGenerating = false;
  /** How often the interviewer has called a tool. */
  calls = 0;
  readonly #hasMute: boolean;
  #voices = 0;
  /** Something was asked or said since all was last quiet. */
  #isMoving = false;

  private constructor(interview: Storm["interview"], hasMute: boolean) {
    this.interview = interview;
    this.passing = new Passing(interview, () => this.quiet());
    this.#hasMute = hasMute;
  }

  static async begin({ attempts, model, seconds }: Schedule): Promise<Storm> {
    const scenario = { hears: false, attempts: attempts.map((it) => scenarios[it]) };
    const env = { GEMINI_LIVE_MODEL: model, MAX_SESSION_SECONDS: String(seconds) };
    return new Storm(
      await prepareInterview({ scenario, env, interview: { resume: "Ten years of secret work" } }),
      attempts.includes("mute"),
    );
  }

  async run(steps: Step[]): Promise<void> {
    for (const step of steps) {
      this.#isMoving ||= step.do === "ask" || step.do === "end" || step.do === "gemini";
      await within(JSON.stringify(step), this.#do(step), longestStepMs);
    }
  }

  /** Brings the app back and runs alarms until at most the clean-up is left. */
  async drain(): Promise<void> {
    await this.#setMood("up");
    // What is due from a session that has stalled is missed within 15 s.
    await (this.stalled.length > this.#stalledBefore ? this.passing.pass(20_000) : this.quiet());
    this.probed = await probe(this);
    await this.#do({ do: "follow" });
    for (let round = 0; round < drainRounds; round++) {
      await this.quiet();
      const alarm = await this.passing.alarmAt();
      if (alarm === null || (await this.passing.alarms()).every((kind) => kind === "cleanup")) break;
      await this.passing.pass(Math.max(0, alarm - Date.now()));
    }
    await this.passing.move(5_000);
    await this.#geminiIsGone().catch(() => undefined);
  }

  /** Removes whatever could disturb the next storm. */
  async close(): Promise<void> {
    await runInDurableObject(this.interview.stub(), async (_, { storage }) => {
      await storage.deleteAlarm();
      await storage.deleteAll();
    });
    await abortAllDurableObjects();
    dropTimers();
    forgetUnderway();
  }

  get guest(): Guest | undefined {
    return this.guests.findLast(({ client, isLost }) => !isLost && client.closed === null);
  }

  rows<Row extends Record<string, SqlStorageValue>>(query: string): Promise<Row[]> {
    return rowsOf(this.interview.stub(), query);
  }

  async openSessions(): Promise<string[]> {
    const open = (await this.interview.sessions()).filter(({ closedAtUnixMs }) => closedAtUnixMs === null);
    return open.map(({ id }) => id).filter((id) => !this.stalled.includes(id));
  }

  async quiet(): Promise<void> {
    const trace = () => this.guests.reduce((sum, { client }) => sum + client.payloads.length + (client.closed ? 1 : 0), 0);
    await quiet(trace, () => this.#countHung());
    this.#isMoving = false;
  }

  async #countHung(): Promise<Outstanding> {
    const { hanging } = await this.interview.app();
    const deaf = this.stalled.slice(this.#stalledBefore);
    const { answers, closes } = hungAmong(await this.interview.sessions(), { deaf, hasMute: this.#hasMute });
    return { answers: hanging + answers, closes };
  }

  async #do(step: Step): Promise<void> {
    switch (step.do) {
      case "join":
        return this.#join(step.with);
      case "speak":
        return this.guest?.client.speak(new Uint8Array(32 * step.ms));
      case "voice":
        return this.#voice(step.ms);
      case "ask":
        if (this.guest?.client.of("sessionStarted").length === 0) this.#changeUnseen("AI");
        return this.guest && this.sayings.ask(this.guest.client, step.for);
      case "sit":
        return this.#sit(step.ms);
      case "garble":
        return this.guest?.client.raw(garbled[step.as]);
      case "end":
        return this.guest?.client.requestEnd();
      case "leave":
        return this.#leave();
      case "gemini":
        return this.#say(step.says);
      case "follow":
        await this.passing.pass(remainderMs);
        return void this.unshown.push(...(await unshown(this)));
      case "goAway":
        await this.#gemini({ goAway: { timeLeft: `${step.seconds}s`, closeAfterMs: null } });
        return this.quiet();
      case "geminiCloses":
        await this.#gemini({ close: { code: step.code, reason: "" } });
        return this.quiet();
      case "geminiDies":
        await this.#gemini({ terminate: true });
        return this.quiet();
      case "geminiStalls":
        this.stalled.push(...(await this.interview.sessions()).slice(-1).map(({ id }) => id));
        return this.#gemini({ stall: true });
      case "app":
        return this.#setMood(step.is);
      case "crash":
        return this.#crash();
      case "alarm":
        return this.passing.ringEarly();
      case "pass":
        return this.passing.pass(step.ms);
      case "late":
        return this.passing.passLate(step.ms);
      case "clock":
        return this.passing.set(step.byMs);
      case "revoke":
        return this.#revoke();
      case "cancel":
        return this.#cancel(step.as);
      case "delete":
        return this.#delete();
      default:
        return step satisfies never;
    }
  }

  /** A page opened twice at once has two sockets, either of which may arrive first; one that is `playing` has lost only its line. */
  async #join(kind: JoinKind): Promise<void> {
    const tokens = await Promise.all(Array.from({ length: kind === "twice" ? 2 : 1 }, () => this.#token(kind)));
    const how = kind === "playing" ? { rate: 16_000, playing: "on" } : {};
    const joining = tokens.map(async (token) => ({ client: await this.interview.join({ token, ...how }), token, isLost: false }));
    this.guests.push(...(await this.passing.inTime(Promise.all(joining), refusalMs)));
    await this.quiet();
  }

  #token(kind: JoinKind): Promise<string> | string {
    const resumeToken = this.guests.flatMap(({ client }) => client.of("sessionStarted")).at(-1)?.resumeToken;
    if (kind === "stale") return mintToken({ userId: "user-1", interviewId: this.interview.id }, { expiresIn: -1 });
    return (kind === "resume" || kind === "playing") && resumeToken ? resumeToken : this.interview.token();
  }

  async #voice(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += voiceMs) {
      this.guest?.client.speak(talk(Math.min(voiceMs, ms - at), ++this.#voices));
      await this.passing.pass(Math.min(voiceMs, ms - at));
    }
  }

  async #sit(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += silenceMs) {
      this.guest?.client.speak(new Uint8Array(640));
      await this.passing.pass(Math.min(silenceMs, ms - at));
    }
  }

  #leave(): void {
    if (!this.guest) return;
    if (this.#isMoving) this.#changeUnseen("AI", "USER");
    this.guest.client.leave();
    const left = this.guest;
    left.isLost = true;
  }

  #say(says: Extract<Step, { do: "gemini" }>["says"]): Promise<void> {
    if (!this.guest && (says === "interrupted" || says === "userWords")) this.#changeUnseen(says === "userWords" ? "USER" : "AI");
    this.isGenerating = says === "sound" || says === "aiWords" || (this.isGenerating && !endsOfTurn.has(says));
    const isCall = says === "endCall" || says === "askedToEnd" || says === "foreignCall";
    return this.#gemini(geminiStep(says, { line: this.sayings.next(), call: isCall ? ++this.calls : this.calls + 1 }));
  }

  #changeUnseen(...speakers: ("AI" | "USER")[]): void {
    const shown = this.guests.flatMap(({ client }) => client.of("transcriptUpdate"));
    this.changedUnseen.push(...speakers.map((who) => `${who}: ${shown.findLast(({ speaker }) => speaker === who)?.text}`));
  }

  /** Without a connection there is nobody to say it. */
  async #gemini(step: object): Promise<void> {
    await this.interview.act(step).catch((cause: unknown) => {
      if (!(cause instanceof NobodyThere)) throw cause;
    });
  }

  async #setMood(mood: Mood): Promise<void> {
    if (this.isDeleted) return;
    const answer = answers[mood];
    const read = mood === "conflicting" || mood === "narrow" ? {} : answer;
    await this.interview.replan({ plan: { always: { read, status: mood === "narrow" ? {} : answer, transcript: answer } } });
  }

  /** Nothing is left of the process but its disk: its timers are gone, and the kernel closes its sockets. */
  async #crash(): Promise<void> {
    await this.quiet();
    for (const guest of this.guests) guest.isLost ||= guest.client.closed === null;
    await abortAllDurableObjects();
    dropTimers();
    forgetUnderway();
    this.#stalledBefore = this.stalled.length;
    await this.#geminiIsGone();
    await this.interview.configure();
  }

  #geminiIsGone(): Promise<true> {
    return until("the end of every Gemini session", async () => (await this.openSessions()).length === 0, longestCloseMs);
  }

  async #cancel(status: "COMPLETED" | "ERROR"): Promise<void> {
    await this.quiet();
    if (this.isDeleted) return;
    const { interview } = await this.interview.app();
    if (interview.status !== "IN_PROGRESS" && (interview.status !== "PENDING" || status === "COMPLETED")) return;
    await this.interview.replan({ interview: { status, endedAt: new Date().toISOString(), endReason: "CANCELLED" } });
    await this.#tellWorker("?keep=transcript");
  }

  /** Ends the sign-in that opened the interview; a later one opens it again. */
  async #revoke(): Promise<void> {
    await this.quiet();
    await this.#tellWorker("/revoke", { method: "POST", body: JSON.stringify({ atUnixMs: Date.now() }) });
    await this.passing.move(1_000);
  }

  async #delete(): Promise<void> {
    await this.quiet();
    this.isDeleted = true;
    await this.interview.forget();
    await this.#tellWorker("");
  }

  async #tellWorker(rest: string, init: RequestInit = { method: "DELETE" }): Promise<void> {
    const headers = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };
    await this.passing.inTime(SELF.fetch(`http://worker/${this.interview.id}${rest}`, { ...init, headers }), rereadMs);
    await this.quiet();
  }
}
