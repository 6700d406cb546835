import { FunctionResponseScheduling, type Session } from "@google/genai";
import { fromCallback } from "xstate";
import type { GeminiCommand, InterviewEvent, OpenMode } from "../../../machines/interview.ts";
import { classifyClose } from "./close.ts";
import { endTool, translate } from "./message.ts";
import { setupOf, silenceDurationMs } from "./setup.ts";
import { GenAI, GeminiSocket } from "./socket.ts";
import { describe, log } from "../../log.ts";
import { Pace } from "./pace.ts";
import { opening } from "./prompt.ts";
import type { Relay } from "../sound/relay.ts";
import { spokenIn } from "../storage/labels.ts";
import { Turn, type TurnNews } from "./turn.ts";
import { Watchdog } from "./watchdog.ts";

const mimeType = "audio/pcm;rate=16000";
const closeWaitMs = 1_000;
/** Gemini hears that an answer is over by silence: some models take nothing else for it. PCM16, 16 kHz. */
const silence = { frame: new Uint8Array(3_200), count: (silenceDurationMs + 500) / 100 };
const malformedLimit = 5;
const malformedWindowMs = 10_000;

/** What a session is told, in which voice it speaks, and whether nothing was said yet: then the model speaks first. */
export type Instructions = { instruction: string; voice: string; isOpening: boolean };

type Parts = {
  interviewId: string;
  apiKey: string;
  baseUrl: string | undefined;
  model: string;
  relay: Relay;
  now: () => number;
  instruct: (mode: OpenMode) => Instructions;
  handle: () => string | null;
  /** Settles when the connection of the object's life before has ended. */
  previous: Promise<void>;
};

/**
 * Gemini Live as a resource of the chart: connected while it runs, closed with it. Only one connection is open at a time.
 * A chart that breaks stops none of its resources: `release` is for whoever gives it up, and settles when the last one has ended.
 */
export const gemini = (parts: Parts) => {
  const pace = new Pace(parts.now);
  let { previous } = parts;
  let newest: Connection | null = null;
  const resource = fromCallback<GeminiCommand, { mode: OpenMode }>(({ input: { mode }, sendBack, receive }) => {
    const connection = new Connection(parts, mode, sendBack);
    newest = connection;
    void connection.open(previous, pace);
    receive((command) => connection.obey(command));
    return () => {
      previous = connection.release();
    };
  });
  return { resource, release: () => newest?.release() ?? previous };
};

class Connection {
  #parts: Parts;
  #mode: OpenMode;
  #sendBack: (event: InterviewEvent) => void;
  #socket: GeminiSocket;
  #session: Session | null = null;
  #isReleased = false;
  #early: unknown[] = [];
  #turn = new Turn();
  #endCallId: string | null = null;
  #malformedAt: number[] = [];
  #watchdog: Watchdog;

  constructor(parts: Parts, mode: OpenMode, sendBack: (event: InterviewEvent) => void) {
    this.#parts = parts;
    this.#mode = mode;
    this.#sendBack = sendBack;
    this.#watchdog = new Watchdog({ now: parts.now, isResumed: mode === "resume" });
    this.#socket = new GeminiSocket({
      message: (message) => this.#guarded(() => this.#receive(message)),
      malformed: () => this.#guarded(() => this.#countMalformed()),
      closed: (close) => {
        if (this.#isReleased) return;
        log("gemini.ended", { interviewId: parts.interviewId, mode, code: close.code, reason: close.reason });
        this.#sendBack(classifyClose(close, { isReady: this.#session !== null, mode }));
      },
    });
  }

  /** Gemini refuses a resumption while the connection before it is open: that one's end is awaited, for a moment at most. */
  async open(previous: Promise<void>, pace: Pace) {
    const { apiKey, baseUrl, model, instruct, handle, interviewId } = this.#parts;
    await Promise.race([previous, new Promise((resolve) => setTimeout(resolve, closeWaitMs))]);
    if (!(await pace.wait(() => this.#isReleased))) return;
    const { isOpening, ...briefed } = instruct(this.#mode);
    const sdk = new GenAI({ apiKey, apiVersion: "v1beta", httpOptions: { ...(baseUrl && { baseUrl }) } }, this.#socket.factory);
    try {
      const session = await sdk.live.connect({
        model,
        config: setupOf({ ...briefed, handle: this.#mode === "resume" ? handle() : null }),
        callbacks: { onmessage: () => {} },
      });
      if (this.#isReleased) return;
      this.#begin(session, isOpening);
    } catch (cause) {
      // The socket has told the chart why, unless the SDK itself failed before it had one.
      log("gemini.unopened", { interviewId, mode: this.#mode, cause: describe(cause) });
      this.#socket.close();
    }
  }

  /** Settles when the connection has ended. */
  release(): Promise<void> {
    this.#isReleased = true;
    this.#parts.relay.disconnect();
    this.#socket.close();
    return this.#socket.ended;
  }

  obey(command: GeminiCommand) {
    switch (command.type) {
      case "end.answered":
        return this.answerEnd(command.callId);
      case "answer.ended":
        return this.endAnswer();
      case "told":
        return this.#send(() => this.#session?.sendRealtimeInput({ text: command.text }));
      // Gemini finds the turns in the sound itself.
      case "activity.began":
      case "activity.ended":
        return;
      default:
        return command satisfies never;
    }
  }

  answerEnd(callId: string) {
    // A call that was written as code has no id to answer.
    if (callId === "") return;
    this.#send(() =>
      this.#session?.sendToolResponse({
        functionResponses: [
          {
            id: callId,
            name: endTool,
            response: { output: "The interview ends after your closing line." },
            scheduling: FunctionResponseScheduling.SILENT,
          },
        ],
      }),
    );
  }

  /** A call that waits for its answer keeps the model silent. */
  #refuseCall({ callId, name }: { callId: string; name: string }) {
    log("gemini.foreignCall", { interviewId: this.#parts.interviewId, name: name.replace(/[^\w.-]/g, "?").slice(0, 60) });
    const response = { error: `There is no such tool. The only one is ${endTool}.` };
    this.#send(() => this.#session?.sendToolResponse({ functionResponses: [{ id: callId, name, response }] }));
  }

  /** The candidate says no more: what they said so far is an answer, whose words are wanted. */
  endAnswer() {
    for (let frame = 0; frame < silence.count; frame++) this.#sendSound(silence.frame);
  }

  #begin(session: Session, isOpening: boolean) {
    this.#session = session;
    this.#parts.relay.connect((pcm) => this.#sendSound(pcm));
    if (isOpening) this.#send(() => session.sendRealtimeInput({ text: opening }));
    this.#sendBack({ type: "gemini.ready" });
    const early = this.#early;
    this.#early = [];
    for (const message of early) this.#guarded(() => this.#receive(message));
  }

  #sendSound(pcm: Uint8Array) {
    this.#send(() => this.#session?.sendRealtimeInput({ audio: { data: pcm.toBase64(), mimeType } }));
    const trouble = this.#watchdog.check();
    if (trouble) this.#sendBack({ type: `gemini.${trouble}` });
  }

  /** A connection that ended a moment ago tells so itself. */
  #send(write: () => void) {
    try {
      write();
    } catch (cause) {
      log("gemini.unsent", { interviewId: this.#parts.interviewId, cause: describe(cause) });
    }
  }

  #receive(message: unknown) {
    if (!this.#session) return void this.#early.push(message);
    const news = translate(message);
    if (!news) return this.#countMalformed();
    this.#watchdog.heard();
    const { now, relay } = this.#parts;
    for (const it of news) {
      const moment = { nowMs: now(), audibleUntilMs: relay.speech.audibleUntilMs };
      for (const happened of this.#turn.take(it, moment)) {
        if (this.#isReleased) return;
        this.#pass(happened);
      }
    }
  }

  #pass(news: TurnNews) {
    const { relay } = this.#parts;
    switch (news.type) {
      case "sound":
        return relay.down(Uint8Array.fromBase64(news.base64));
      case "gemini.turnStarted":
        relay.turnStarted();
        this.#watchdog.answered();
        return this.#sendBack(news);
      case "gemini.transcribed": {
        const isSpoken = news.speaker === "USER" && spokenIn(news.text) !== "";
        if (isSpoken) this.#watchdog.transcribed();
        this.#sendBack({ ...news, soundMs: relay.speech.hearing.soundMs });
        if (isSpoken) relay.voice.settle();
        return;
      }
      case "gemini.interrupted":
        return this.#sendBack({ ...news, ...relay.interrupt() });
      case "gemini.turnEnded":
        relay.turnEnded();
        relay.voice.settle();
        return this.#sendBack(news);
      case "gemini.endCalled":
        this.#endCallId = news.callId;
        return this.#sendBack(news);
      case "foreignCall":
        return this.#refuseCall(news);
      case "toolsCancelled":
        if (this.#endCallId !== null && news.callIds.includes(this.#endCallId)) this.#sendBack({ type: "gemini.endCancelled" });
        return;
      case "gemini.goingAway":
      case "gemini.handleIssued":
        return this.#sendBack(news);
      default:
        return news satisfies never;
    }
  }

  #countMalformed() {
    const { now, interviewId } = this.#parts;
    this.#malformedAt = [...this.#malformedAt, now()].filter((at) => now() - at < malformedWindowMs);
    log("gemini.malformed", { interviewId, count: this.#malformedAt.length });
    if (this.#malformedAt.length > malformedLimit) this.#sendBack({ type: "gemini.lost", code: 1007 });
  }

  /** A throw in a socket's listener would be lost, and the message with it. */
  #guarded(act: () => void) {
    if (this.#isReleased) return;
    try {
      act();
    } catch (cause) {
      log("gemini.unreadable", { interviewId: this.#parts.interviewId, cause: describe(cause) });
      this.#countMalformed();
    }
  }
}
