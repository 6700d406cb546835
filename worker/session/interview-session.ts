import { DurableObject } from "cloudflare:workers";
import { closeCode } from "../../contract/codes.ts";
import { connectMs } from "../../contract/limits.ts";
import { readSettings } from "../entry/env.ts";
import { refuseSocket, tokenRefusal } from "./client/refusal.ts";
import { answerClose } from "./client/sockets.ts";
import { signResumeToken } from "../entry/token.ts";
import { captureHz, speechHz } from "../../sound/pcm.ts";
import type { AlarmKind } from "./storage/schedule.ts";
import { freeFrame } from "./sound/free-frame.ts";
import { describe, log } from "../log.ts";
import { hasSchema } from "./storage/schema.ts";
import { within } from "../app/within.ts";
import { assemble, type Life } from "./assemble.ts";
import { readRecording } from "./recorder/segment.ts";

/** How long the 101 waits for the app to say whether the interview is over, in ms. A refusal before the 101 closes the socket at once. */
const refusalMs = 250;
const signedOut = "Your sign-in has ended. Sign in again to find this interview on your dashboard.";
const rereadMs = 2_000;
const alarmAgainMs = 30_000;

/**
 * The Durable Object of one interview: a shell that turns what the platform brings into events and sound. The chart decides what they mean.
 */
export class InterviewSession extends DurableObject<Env> {
  #life: Life | null = null;
  #geminiEnded: Promise<void> = Promise.resolve();

  get #settings() {
    return readSettings(this.env);
  }

  get #open(): Life {
    return (this.#life ??= assemble(this.ctx, {
      name: this.ctx.id.name,
      settings: this.#settings,
      previous: this.#geminiEnded,
      closed: (geminiEnded) => {
        this.#life = null;
        this.#geminiEnded = geminiEnded;
      },
    }));
  }

  /** The interview if anything of it is stored, otherwise null. Unlike `#open`, it creates no tables. */
  get #kept(): Life | null {
    return this.#life ?? (hasSchema(this.ctx.storage.sql) ? this.#open : null);
  }

  /**
   * The WebSocket upgrade. The entry has checked the token, and passes its user and when it was signed in `x-user-id` and `x-issued-at`.
   */
  override async fetch(request: Request): Promise<Response> {
    const userId = request.headers.get("x-user-id") ?? "";
    const issuedAtUnixMs = Number(request.headers.get("x-issued-at"));
    const interviewId = this.ctx.id.name ?? "";
    const { JWT_SECRET: secret, MAX_SESSION_SECONDS } = this.#settings;
    const endsAtUnixMs = this.#open.facts.read("endsAtUnixMs") ?? Date.now() + connectMs + 1000 * MAX_SESSION_SECONDS;
    const resumeToken = await signResumeToken({ userId, interviewId }, { secret, endsAtUnixMs });
    const { interview, candidate, facts, relay, inbox, schedule } = this.#open;
    if (issuedAtUnixMs < (facts.read("revokedAtUnixMs") ?? 0)) return refuseSocket(closeCode.tokenRefused, signedOut, { withError: true });
    if (userId !== (facts.read("userId") ?? userId)) return refuseSocket(closeCode.tokenRefused, tokenRefusal, { withError: true });
    if (interview.getSnapshot().hasTag("over")) return refuseSocket(closeCode.alreadyEnded, "The interview has already ended");

    const { 0: theirs, 1: ours } = new WebSocketPair();
    const { searchParams } = new URL(request.url);
    const rate = searchParams.get("rate") === String(speechHz) ? speechHz : captureHz;
    candidate.receive(ours, { rate, userId, issuedAtUnixMs, resumeToken });
    if (!interview.getSnapshot().hasTag("unread")) candidate.accept();
    relay.listen(rate, searchParams.get("playing") === "on");
    inbox.begin();
    schedule.set("pulse", inbox.idleAtUnixMs);
    interview.send({ type: "client.joined" });
    await candidate.decided(refusalMs);
    return new Response(null, { status: 101, webSocket: theirs });
  }

  override webSocketMessage(socket: WebSocket, frame: string | ArrayBuffer) {
    const { candidate, inbox } = this.#kept ?? {};
    if (candidate?.isCurrent(socket)) inbox?.read(frame);
    if (typeof frame !== "string") freeFrame(frame);
  }

  override webSocketClose(socket: WebSocket, code: number, reason: string) {
    answerClose(socket, code, reason);
    this.#left();
  }

  override webSocketError() {
    this.#left();
  }

  /** Never throws: a throwing alarm is retried for two minutes and then dropped for good. */
  override async alarm() {
    let due: AlarmKind[] = [];
    try {
      const { asOf, kinds } = (await this.#kept?.schedule.takeDue(Date.now())) ?? { asOf: 0, kinds: [] };
      due = kinds;
      for (const kind of kinds) this.#dispatch(kind, asOf);
      this.#life?.schedule.arm();
    } catch (cause) {
      log("alarm.broken", { interviewId: this.ctx.id.name, cause: describe(cause) });
      const again = Date.now() + alarmAgainMs;
      await this.ctx.storage.setAlarm(again);
      for (const kind of due) this.#kept?.schedule.setOnce(kind, again);
    }
  }

  /** The interview or its account was deleted: nothing of it remains, and nothing more is reported. */
  async erase() {
    this.#kept?.interview.send({ type: "interview.deleted" });
    await this.ctx.storage.sync();
  }

  /** The flight recorder's file; null if nothing is stored. It starts no chart, so looking changes nothing. */
  recording(): string | null {
    this.#life?.recorder.write();
    const recording = readRecording(this.ctx.storage);
    return recording && JSON.stringify(recording, null, 2);
  }

  /** The app ended the interview: closes the socket and delivers what was said. */
  async endByApp() {
    const answer = await within(rereadMs, null, async (signal) => this.#kept?.app.readInterview(signal)).catch(() => null);
    const status = typeof answer === "object" && answer?.status === "COMPLETED" ? "COMPLETED" : "ERROR";
    this.#kept?.interview.send({ type: "app.ended", status });
  }

  /** Tokens signed before `atUnixMs` no longer open this interview. A candidate who came by one is disconnected as if the browser had left. */
  async revoke(atUnixMs: number) {
    const { interview, candidate, facts, inbox } = this.#open;
    if (interview.getSnapshot().hasTag("over")) return;
    facts.write("revokedAtUnixMs", Math.max(atUnixMs, facts.read("revokedAtUnixMs") ?? 0));
    if ((candidate.admission?.issuedAtUnixMs ?? 0) < atUnixMs) inbox.refuse(closeCode.tokenRefused, signedOut, { withError: true });
    await this.ctx.storage.sync();
  }

  /** Throws if the chart breaks: what was due is then due again. */
  #dispatch(kind: AlarmKind, asOf: number) {
    const session = this.#kept;
    if (!session) return;
    this.#tell(session, kind, asOf);
    const { status, error } = session.interview.getSnapshot();
    if (status === "error") throw error;
  }

  #left() {
    const { candidate, interview } = this.#kept ?? {};
    if (!candidate?.isThere) interview?.send({ type: "client.left" });
  }

  #tell({ interview, candidate, inbox, schedule }: Life, kind: AlarmKind, asOf: number) {
    switch (kind) {
      case "deadline":
        return interview.send({ type: "deadline.passed" });
      case "wrapUp":
        return interview.send({ type: "wrapUp.due" });
      case "grace":
        return interview.send({ type: "grace.passed" });
      case "silence":
        if (interview.getSnapshot().hasTag("over")) return;
        if (inbox.silentAtUnixMs <= asOf) return interview.send({ type: "silence.passed" });
        return schedule.set("silence", inbox.silentAtUnixMs);
      case "retry":
        return interview.send({ type: "retry.due" });
      case "cleanup":
        return interview.send({ type: "cleanup.due" });
      case "pulse":
        if (!candidate.isThere || interview.getSnapshot().hasTag("over")) return;
        if (inbox.idleAtUnixMs <= asOf) return inbox.refuse(closeCode.overloaded, "No frame for a minute");
        return schedule.set("pulse", inbox.idleAtUnixMs);
      default:
        return kind satisfies never;
    }
  }
}
