import { FunctionResponseScheduling, type Session } from "@google/genai";
import { fromCallback } from "xstate";
import type { Cue, GeminiCommand, InterviewEvent, OpenMode } from "../../../machines/interview.ts";
import { classifyClose, type GeminiClose, isSetupRefused, troubleOf } from "./close.ts";
import { Echo } from "./echo.ts";
import { Handles } from "./handles.ts";
import { endTool, noteTool, translate } from "./message.ts";
import type { Usage } from "../../../contract/app-api.ts";
import type { TurnPlan } from "../../../contract/vocabulary.ts";
import { type Channel, plainProfile, otherPlanOf, planOf, profileOf } from "./profile.ts";
import { setupOf, silenceDurationMs } from "./setup.ts";
import { GenAI, GeminiSocket } from "./socket.ts";
import { describe, log } from "../../log.ts";
import { Pace } from "./pace.ts";
import { type Clock, endGranted, endRefused, goodbyeSaid, type NoteAnswer, platform, timeLeft } from "./prompt.ts";
import type { Relay } from "../sound/relay.ts";
import { soundIn, soundMessage } from "./sound-message.ts";
import { spokenIn } from "../storage/labels.ts";
import { Turn, type TurnNews } from "./turn.ts";
import { Watchdog } from "./watchdog.ts";

const closeWaitMs = 1_000;
/** Gemini hears that an answer is over by silence: some models take nothing else for it. PCM16, 16 kHz. */
const silence = { frame: new Uint8Array(3_200), frameMs: 100, tailMs: 500 };
const mistrustedAfter = 2;
const malformedLimit = 5;
const malformedWindowMs = 10_000;

/** What a session is told, in which voice it speaks, and what is likely to be said in it. */
export type Instructions = {
  instruction: string;
  voice: string;
  language: string | null;
  vocabulary: string[];
  /** Ids of the planned questions. */
  questions: string[];
};

type Parts = {
  interviewId: string;
  apiKey: string;
  baseUrl: string | undefined;
  model: string;
  turnTaking: TurnPlan | undefined;
  relay: Relay;
  now: () => number;
  instruct: (mode: OpenMode) => Instructions;
  cueText: (cue: Cue) => string;
  clock: () => Clock;
  /** The interviewer names the planned question that it asks, or has asked; answers what it is told of it. */
  noted: (question: string, isAsked: boolean) => NoteAnswer;
  handle: () => string | null;
  /** Tokens of one turn. */
  spent: (usage: Usage) => void;
  /** Settles when the connection of the object's life before has ended. */
  previous: Promise<void>;
};

/** What the interview's connections learn for those after them. */
type Learned = { isPlain: boolean; plan: TurnPlan | null };

/**
 * Gemini Live as a resource of the chart: connected while it runs, closed with it. Only one connection is open at a time.
 * A chart that breaks stops none of its resources: `release` is for whoever gives it up, and settles when the last one has ended.
 */
export const gemini = (parts: Parts) => {
  const pace = new Pace(parts.now);
  const learned: Learned = { isPlain: false, plan: null };
  let { previous } = parts;
  let newest: Connection | null = null;
  const resource = fromCallback<GeminiCommand, { mode: OpenMode; missed: number }>(({ input: { mode, missed }, sendBack, receive }) => {
    if (missed >= mistrustedAfter && learned.plan === null) distrust(parts, learned);
    const connection = new Connection(parts, learned, mode, sendBack);
    newest = connection;
    void connection.open(previous, pace);
    receive((command) => connection.obey(command));
    return () => {
      previous = connection.release();
    };
  });
  return { resource, release: () => newest?.release() ?? previous };
};

/** A model that twice in a row did not answer may not have heard that it was its turn. */
const distrust = ({ interviewId, model, turnTaking }: Parts, learned: Learned) => {
  learned.plan = learned.isPlain ? "automatic" : otherPlanOf(profileOf(model), turnTaking);
  log("gemini.replanned", { interviewId, plan: learned.plan });
};

class Connection {
  #parts: Parts;
  #learned: Learned;
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
  #handles: Handles;
  #echo = new Echo();
  #isAnswerFramed = false;
  /** Of the turn that runs, as counted last: it may come with every piece. */
  #usage: Usage | null = null;

  constructor(parts: Parts, learned: Learned, mode: OpenMode, sendBack: (event: InterviewEvent) => void) {
    this.#parts = parts;
    this.#learned = learned;
    this.#handles = new Handles(parts.now, (handle) => sendBack({ type: "gemini.handleIssued", handle }));
    this.#mode = mode;
    this.#sendBack = sendBack;
    this.#watchdog = new Watchdog(parts.now);
    this.#socket = new GeminiSocket({
      message: (message) => this.#take(message),
      malformed: () => {
        if (!this.#isReleased) this.#countMalformed();
      },
      closed: (close) => {
        if (!this.#isReleased) this.#ended(close);
      },
    });
  }

  get #profile() {
    return this.#learned.isPlain ? plainProfile : profileOf(this.#parts.model);
  }

  get #plan(): TurnPlan {
    return this.#learned.plan ?? planOf(this.#profile, this.#learned.isPlain ? undefined : this.#parts.turnTaking);
  }

  obey(command: GeminiCommand) {
    switch (command.type) {
      case "cued":
        return this.#cue(command.cue);
      case "told":
        this.#turn.cut();
        return this.#tell(command.text, this.#profile.texts, [timeLeft(this.#parts.clock().leftMs)]);
      case "end.granted":
        return this.#answerCall(
          endTool,
          command.callId,
          command.isFarewellSaid ? goodbyeSaid : endGranted,
          command.isFarewellSaid ? "SILENT" : "WHEN_IDLE",
        );
      case "end.refused":
        return this.#answerCall(endTool, command.callId, endRefused(this.#parts.clock(), command.isUnconfirmed), "WHEN_IDLE");
      case "activity.began":
        if (this.#plan !== "automatic") this.#turn.cut();
        this.#frameAnswer(true);
        return this.#note(timeLeft(this.#parts.clock().leftMs));
      case "activity.ended":
        this.#turn.mayReply();
        return this.#frameAnswer(false);
      case "answer.ended":
        return this.#endAnswer();
      default:
        return command satisfies never;
    }
  }

  /** Gemini refuses a resumption while the connection before it is open: that one's end is awaited, for a moment at most. */
  async open(previous: Promise<void>, pace: Pace) {
    const { apiKey, baseUrl, model, instruct, handle, interviewId } = this.#parts;
    const { isPlain } = this.#learned;
    await Promise.race([previous, new Promise((resolve) => setTimeout(resolve, closeWaitMs))]);
    if (!(await pace.wait(() => this.#isReleased))) return;
    const briefing = instruct(this.#mode);
    const sdk = new GenAI({ apiKey, apiVersion: "v1beta", httpOptions: { ...(baseUrl && { baseUrl }) } }, this.#socket.factory);
    try {
      const session = await sdk.live.connect({
        model,
        config: setupOf({
          ...briefing,
          profile: this.#profile,
          plan: this.#plan,
          handle: this.#mode === "resume" ? handle() : null,
          isPlain,
        }),
        callbacks: { onmessage: () => {} },
      });
      if (this.#isReleased) return;
      this.#begin(session);
    } catch (cause) {
      // The socket has told the chart why, unless the SDK itself failed before it had one.
      log("gemini.unopened", { interviewId, mode: this.#mode, cause: describe(cause) });
      this.#socket.close();
    }
  }

  /** Settles when the connection has ended. */
  release(): Promise<void> {
    this.#isReleased = true;
    this.#settleUsage();
    this.#parts.relay.disconnect();
    this.#socket.close();
    return this.#socket.ended;
  }

  #answerCall(name: string, callId: string, response: Record<string, unknown>, when: "SILENT" | "WHEN_IDLE") {
    // A call that was written as code has no id to answer.
    if (callId === "") return this.#tell(`${platform} ${JSON.stringify(response)}`, this.#profile.texts);
    const scheduling = this.#profile.scheduling ? { scheduling: FunctionResponseScheduling[when] } : {};
    this.#send(() => this.#session?.sendToolResponse({ functionResponses: [{ id: callId, name, response, ...scheduling }] }));
  }

  /** Who calls before they speak waits to be answered; who has asked their question says nothing more. */
  #answerNote({ callId, question }: { callId: string; question: string }) {
    const { isAwaited } = this.#turn;
    const answer = this.#parts.noted(question, !isAwaited);
    if (callId !== "" || isAwaited) this.#answerCall(noteTool, callId, answer, isAwaited ? "WHEN_IDLE" : "SILENT");
  }

  #ended(close: GeminiClose) {
    const isReady = this.#session !== null;
    const { interviewId } = this.#parts;
    log("gemini.ended", { interviewId, mode: this.#mode, code: close.code, reason: close.reason, trouble: troubleOf(close.reason) });
    this.#handles.flush();
    if (!isReady && !this.#learned.isPlain && isSetupRefused(close)) {
      this.#learned.isPlain = true;
      log("gemini.plain", { interviewId, reason: close.reason });
      return this.#sendBack({ type: "gemini.lost", code: close.code });
    }
    this.#sendBack(classifyClose(close, { isReady, mode: this.#mode }));
  }

  /** A call that waits for its answer keeps the model silent. */
  #refuseCall({ callId, name }: { callId: string; name: string }) {
    log("gemini.foreignCall", { interviewId: this.#parts.interviewId, name: name.replace(/[^\w.-]/g, "?").slice(0, 60) });
    const known = [endTool, ...(this.#profile.scheduling ? [noteTool] : [])];
    const response = { error: `There is no such tool. Yours: ${known.join(", ")}.` };
    this.#send(() => this.#session?.sendToolResponse({ functionResponses: [{ id: callId, name, response }] }));
  }

  /** The candidate says no more: what they said so far is an answer, whose words are wanted. */
  #endAnswer() {
    if (this.#isAnswerFramed) return this.#frameAnswer(false);
    const frames = (silenceDurationMs[this.#plan] + silence.tailMs) / silence.frameMs;
    for (let frame = 0; frame < frames; frame++) this.#sendSound(silence.frame);
  }

  /** Where we end the candidate's turns, their sound lies between these. Gemini is told nothing of it elsewhere. */
  #frameAnswer(isOpen: boolean) {
    if (this.#plan !== "manual" || this.#isAnswerFramed === isOpen) return;
    this.#isAnswerFramed = isOpen;
    this.#send(() => this.#session?.sendRealtimeInput(isOpen ? { activityStart: {} } : { activityEnd: {} }));
  }

  #cue(cue: Cue) {
    if (cue === "recall") return this.#note(this.#parts.cueText(cue));
    if (cue === "rephrase" || cue === "skip") this.#turn.cut();
    if (cue === "help") this.#parts.relay.meter.nudge();
    const { opening, openingAgain, texts } = this.#profile;
    const channel = cue === "open" ? opening : cue === "openAgain" ? openingAgain : texts;
    log("gemini.cued", { interviewId: this.#parts.interviewId, cue, channel });
    this.#tell(this.#parts.cueText(cue), channel);
  }

  /** Nothing is answered before the candidate has finished: where a text would be a turn of its own, it stays unsaid. */
  #note(text: string) {
    if (this.#profile.texts === "content") return this.#addContent([text], false);
    if (this.#plan === "manual") this.#tell(text, "realtime");
  }

  #addContent(texts: string[], turnComplete: boolean) {
    const turns = [{ role: "user", parts: texts.map((text) => ({ text })) }];
    this.#send(() => this.#session?.sendClientContent({ turns, turnComplete }));
  }

  /** A turn of ours, with what belongs to it where that can be told within. */
  #tell(text: string, channel: Channel, notes: string[] = []) {
    this.#turn.await();
    if (channel === "content") return this.#addContent([...notes, text], true);
    // Without automatic detection a text is a turn only between these.
    const isOwnTurn = this.#plan === "manual" && !this.#isAnswerFramed;
    if (isOwnTurn) this.#frameAnswer(true);
    for (const it of this.#plan === "manual" ? [...notes, text] : [text]) {
      this.#echo.sent(it);
      this.#send(() => this.#session?.sendRealtimeInput({ text: it }));
    }
    if (isOwnTurn) this.#frameAnswer(false);
  }

  #begin(session: Session) {
    this.#session = session;
    this.#parts.relay.connect((pcm) => this.#sendSound(pcm), this.#plan);
    this.#sendBack({ type: "gemini.ready" });
    const early = this.#early;
    this.#early = [];
    for (const message of early) this.#take(message);
  }

  /** Fifty times a second: below the SDK, without a closure. */
  #sendSound(pcm: Uint8Array) {
    try {
      this.#socket.send(soundMessage(pcm));
    } catch (cause) {
      this.#unsent(cause);
    }
    if (this.#watchdog.isStalled()) this.#sendBack({ type: "gemini.stalled" });
  }

  /** A connection that ended a moment ago tells so itself. */
  #send(write: () => void) {
    try {
      write();
    } catch (cause) {
      this.#unsent(cause);
    }
  }

  #unsent(cause: unknown) {
    log("gemini.unsent", { interviewId: this.#parts.interviewId, cause: describe(cause) });
  }

  #receive(message: unknown) {
    if (!this.#session) return void this.#early.push(message);
    const sound = soundIn(message);
    if (sound !== null && this.#turn.goesOn(this.#parts.now())) return this.#relaySound(sound);
    const news = translate(message);
    if (!news) return this.#countMalformed();
    this.#watchdog.heard();
    const { now, relay } = this.#parts;
    for (const it of news) {
      const moment = { nowMs: now(), audibleUntilMs: relay.speech.audibleUntilMs };
      const isWhole = this.#turn.isInterviewers;
      for (const happened of this.#turn.take(it, moment)) {
        if (this.#isReleased) return;
        // The end of a turn that was cut answers nothing.
        if (isWhole && happened.type === "gemini.turnEnded") relay.turns.answered();
        this.#pass(happened);
      }
    }
  }

  #relaySound(base64: string) {
    this.#watchdog.heard();
    this.#parts.relay.down(Uint8Array.fromBase64(base64));
  }

  #pass(news: TurnNews) {
    const { relay } = this.#parts;
    switch (news.type) {
      case "sound":
        return relay.down(Uint8Array.fromBase64(news.base64));
      case "gemini.turnStarted":
        relay.turnStarted();
        relay.turns.answered();
        this.#echo.answered();
        return this.#sendBack(news);
      case "gemini.transcribed": {
        if (news.speaker === "USER" && this.#echo.isOurs(news.text)) return;
        this.#sendBack({ ...news, soundMs: relay.speech.hearing.soundMs });
        if (news.speaker === "AI" || spokenIn(news.text) === "") return;
        relay.voice.settle();
        relay.turns.answered();
        if (!this.#turn.isInterviewers) this.#sendBack({ type: "answer.due" });
        return;
      }
      case "gemini.interrupted":
        return this.#sendBack({ ...news, ...relay.interrupt() });
      case "gemini.turnEnded":
        relay.turnEnded();
        relay.voice.settle();
        this.#handles.flush();
        this.#settleUsage();
        return this.#sendBack({ ...news, audibleForMs: Math.max(0, relay.speech.audibleUntilMs - this.#parts.now()) });
      case "used":
        this.#usage = news.usage;
        return;
      case "gemini.endCalled":
        this.#endCallId = news.callId;
        return this.#sendBack({ ...news, usedShare: this.#parts.clock().usedShare, isFarewellSaid: this.#turn.isAnswered });
      case "noted":
        return this.#answerNote(news);
      case "foreignCall":
        return this.#refuseCall(news);
      case "toolsCancelled":
        if (this.#endCallId !== null && news.callIds.includes(this.#endCallId)) this.#sendBack({ type: "gemini.endCancelled" });
        return;
      case "gemini.goingAway":
        this.#handles.flush();
        return this.#sendBack(news);
      case "gemini.handleIssued":
        return this.#handles.issued(news.handle);
      default:
        return news satisfies never;
    }
  }

  #settleUsage() {
    if (this.#usage) this.#parts.spent(this.#usage);
    this.#usage = null;
  }

  #countMalformed() {
    const { now, interviewId } = this.#parts;
    this.#malformedAt = [...this.#malformedAt, now()].filter((at) => now() - at < malformedWindowMs);
    log("gemini.malformed", { interviewId, count: this.#malformedAt.length });
    if (this.#malformedAt.length > malformedLimit) this.#sendBack({ type: "gemini.lost", code: 1007 });
  }

  /** A throw in a socket's listener would be lost, and the message with it. */
  #take(message: unknown) {
    if (this.#isReleased) return;
    try {
      this.#receive(message);
    } catch (cause) {
      log("gemini.unreadable", { interviewId: this.#parts.interviewId, cause: describe(cause) });
      this.#countMalformed();
    }
  }
}
