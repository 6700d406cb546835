import { DurableObject } from "cloudflare:workers";
import { closeCode } from "../../contract/codes.ts";
import { readSettings } from "../entry/env.ts";
import { refuseSocket } from "./client/refusal.ts";
import { signResumeToken } from "../entry/token.ts";
import type { AlarmKind } from "./storage/schedule.ts";
import { describe, log } from "../log.ts";
import { hasSchema } from "./storage/schema.ts";
import { openSession, type Session } from "./assemble.ts";
import { readRecording } from "./recorder/segment.ts";

const connectMs = 15_000;
/** How long the 101 waits for the app to say that the interview is over: only then can the refusal close without lingering. */
const refusalMs = 100;
const rereadMs = 2_000;
const alarmAgainMs = 30_000;

/** One interview: a shell that turns what the platform brings into events and sound. What they mean, the chart decides. */
export class InterviewSession extends DurableObject<Env> {
  #session: Session | null = null;

  get #settings() {
    return readSettings(this.env);
  }

  get #open(): Session {
    return (this.#session ??= openSession(this.ctx, {
      name: this.ctx.id.name,
      settings: this.#settings,
      closed: () => (this.#session = null),
    }));
  }

  /** The upgrade, checked by the entry: who it is stands in `x-user-id`. */
  override async fetch(request: Request): Promise<Response> {
    const userId = request.headers.get("x-user-id") ?? "";
    const interviewId = this.ctx.id.name ?? "";
    const { JWT_SECRET: secret, MAX_SESSION_SECONDS } = this.#settings;
    const endsAtUnixMs = this.#open.facts.read("endsAtUnixMs") ?? Date.now() + connectMs + 1000 * MAX_SESSION_SECONDS;
    const resumeToken = await signResumeToken({ userId, interviewId }, { secret, endsAtUnixMs });
    const { interview, candidate, relay, reception, schedule } = this.#open;
    if (interview.getSnapshot().hasTag("over")) return refuseSocket(closeCode.alreadyEnded, "The interview has already ended");

    const { 0: theirs, 1: ours } = new WebSocketPair();
    const rate = new URL(request.url).searchParams.get("rate") === "24000" ? 24_000 : 16_000;
    candidate.receive(ours, { rate, resumeToken });
    if (!interview.getSnapshot().hasTag("unread")) candidate.accept();
    relay.listen(rate);
    reception.begin();
    schedule.set("pulse", reception.idleAtUnixMs);
    interview.send({ type: "client.joined" });
    await candidate.decided(refusalMs);
    return new Response(null, { status: 101, webSocket: theirs });
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer) {
    const { candidate, reception } = this.#open;
    if (candidate.isCurrent(socket)) reception.read(frame);
  }

  override webSocketClose() {
    // The socket of an object that was erased: opening it again would leave its empty tables behind.
    if (!this.#session && !hasSchema(this.ctx.storage.sql)) return;
    const { candidate, interview } = this.#open;
    if (!candidate.isThere) interview.send({ type: "client.left" });
  }

  override webSocketError() {
    this.webSocketClose();
  }

  /** Never throws: a throwing alarm is retried for two minutes and then dropped for good. */
  override async alarm() {
    let due: AlarmKind[] = [];
    try {
      const { asOf, kinds } = await this.#open.schedule.takeDue(Date.now());
      due = kinds;
      for (const kind of kinds) this.#dispatch(kind, asOf);
      this.#session?.schedule.arm();
    } catch (cause) {
      log("alarm.broken", { interviewId: this.ctx.id.name, cause: describe(cause) });
      const again = Date.now() + alarmAgainMs;
      await this.ctx.storage.setAlarm(again);
      for (const kind of due) this.#open.schedule.setOnce(kind, again);
    }
  }

  /** The interview, or its account, was deleted: nothing of it remains, nothing is reported any more. */
  async erase() {
    this.#open.interview.send({ type: "interview.deleted" });
    await this.ctx.storage.sync();
  }

  /** The flight recorder's file, or null where nothing is stored. It wakes no chart: whoever looks changes nothing. */
  recording(): string | null {
    this.#session?.recorder.write();
    const recording = readRecording(this.ctx.storage);
    return recording && JSON.stringify(recording, null, 2);
  }

  /** The app ended the interview: the socket closes, and what was said is delivered. */
  async endByApp() {
    const answer = await this.#open.app.readInterview(AbortSignal.timeout(rereadMs)).catch(() => null);
    const status = typeof answer === "object" && answer?.status === "COMPLETED" ? "COMPLETED" : "ERROR";
    this.#open.interview.send({ type: "app.ended", status });
  }

  /** Throws when the machine breaks: what was due is then due again. */
  #dispatch(kind: AlarmKind, asOf: number) {
    const { interview } = this.#open;
    this.#tell(kind, asOf);
    if (interview.getSnapshot().status === "error") throw interview.getSnapshot().error;
  }

  #tell(kind: AlarmKind, asOf: number) {
    const { interview, candidate, reception, schedule } = this.#open;
    switch (kind) {
      case "deadline":
        return interview.send({ type: "deadline.passed" });
      case "grace":
        return interview.send({ type: "grace.passed" });
      case "retry":
        return interview.send({ type: "retry.due" });
      case "cleanup":
        return interview.send({ type: "cleanup.due" });
      case "pulse":
        if (!candidate.isThere || interview.getSnapshot().hasTag("over")) return;
        if (reception.idleAtUnixMs <= asOf) return reception.refuse(closeCode.overloaded, "No frame for a minute");
        return schedule.set("pulse", reception.idleAtUnixMs);
      default:
        return kind satisfies never;
    }
  }
}
