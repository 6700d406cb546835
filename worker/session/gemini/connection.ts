import type { Session } from "@google/genai";
import type { Patience, TurnTaking } from "../../../contract/vocabulary.ts";
import type { GeminiCommand, InterviewEvent, Opening, OpenMode } from "../../../machines/interview/events.ts";
import { liveAt } from "../../genai/client.ts";
import { describe, log } from "../../log.ts";
import type { ConnectionDependencies, Learned } from "./dependencies.ts";
import { type OverdueTurn, overdueTurn } from "./overdue-turn.ts";
import { classifyClose, type GeminiClose, isSetupRefused, troubleOf } from "./close.ts";
import { decoded } from "./decoded.ts";
import { Echo } from "./echo.ts";
import { Handles } from "./handles.ts";
import { Malformed, mostMalformed } from "./malformed.ts";
import { type GeminiNews, noteTool, translate } from "./message.ts";
import type { Pace } from "./pace.ts";
import { plainProfile, turnTakingOf, type Profile, profileOf } from "./profile.ts";
import { Sender } from "./sender.ts";
import { setupOf, silenceMsOf } from "./setup.ts";
import { GeminiSocket } from "./socket.ts";
import { saysNothing, soundIn } from "./sound-message.ts";
import { Turn, type TurnNews } from "./turn.ts";
import { TurnUsage } from "./usage.ts";
import { Watchdog } from "./watchdog.ts";
import { Words } from "./words.ts";

const closeWaitMs = 1_000;

/** One Live connection: passes what Gemini sends to the relay and the chart, in order. */
export class Connection {
  #dependencies: ConnectionDependencies;
  #learned: Learned;
  #mode: OpenMode;
  /** As chosen when the connection is opened: a later choice counts from the next connection on. */
  #patience: Patience;
  #sendBack: (event: InterviewEvent) => void;
  #socket: GeminiSocket;
  #isReady = false;
  #isReleased = false;
  /** We have closed it, and it is heard until Gemini closes it too. */
  #isLeft = false;
  #early: unknown[] = [];
  #turn = new Turn();
  #endCallId: string | null = null;
  #malformed = new Malformed();
  #watchdog: Watchdog;
  #handles: Handles;
  #echo = new Echo();
  #words: Words;
  #overdue: OverdueTurn;
  #sender: Sender;
  #profile: Profile;
  #turnTaking: TurnTaking;
  #usage: TurnUsage;

  constructor(dependencies: ConnectionDependencies, learned: Learned, opening: Opening, sendBack: (event: InterviewEvent) => void) {
    this.#dependencies = dependencies;
    this.#learned = learned;
    this.#handles = new Handles(dependencies.now, (handle) => sendBack({ type: "gemini.handleIssued", handle }));
    this.#mode = opening.mode;
    this.#patience = opening.patience;
    this.#sendBack = sendBack;
    this.#usage = new TurnUsage(dependencies.spent);
    this.#watchdog = new Watchdog(dependencies.now());
    this.#socket = new GeminiSocket({
      message: (message) => this.#take(message),
      sound: (base64) => this.#takeSound(base64),
      malformed: () => {
        if (!this.#isReleased) this.#countMalformed();
      },
      closed: (close) => {
        if (!this.#isReleased) this.#ended(close);
      },
    });
    this.#words = new Words({
      echo: this.#echo,
      relay: dependencies.relay,
      isInterviewers: () => this.#turn.isInterviewers,
      tell: sendBack,
    });
    const close = () => this.#happen({ type: "gemini.turnEnded" }, dependencies.now());
    this.#overdue = overdueTurn({ now: dependencies.now, speech: dependencies.relay.speech, turn: this.#turn, close });
    this.#profile = learned.isPlain ? plainProfile : profileOf(dependencies.model);
    this.#turnTaking = learned.turnTaking ?? turnTakingOf(this.#profile, learned.isPlain ? undefined : dependencies.turnTaking);
    this.#sender = new Sender({
      interviewId: dependencies.interviewId,
      profile: this.#profile,
      turnTaking: this.#turnTaking,
      silenceMs: silenceMsOf(this.#turnTaking, this.#patience),
      socket: this.#socket,
      turn: this.#turn,
      echo: this.#echo,
      watchdog: this.#watchdog,
      now: dependencies.now,
      cueText: dependencies.cueText,
      clock: dependencies.clock,
      rest: (use) => dependencies.relay.turns.takeRest(use),
      nudged: (isHelp) => dependencies.relay.meter.nudge(isHelp),
      stalled: () => sendBack({ type: "gemini.stalled" }),
    });
  }

  obey(command: GeminiCommand) {
    if (command.type !== "left") return this.#sender.obey(command);
    this.#isLeft = true;
    this.#dependencies.relay.hearOut();
    this.#socket.close();
  }

  /** Opens the connection once `previous` has ended, or after a second: before that Gemini would refuse to resume the session. */
  async open(previous: Promise<void>, pace: Pace) {
    const { apiKey, baseUrl, model, instruct, handle, interviewId } = this.#dependencies;
    const { isPlain } = this.#learned;
    await Promise.race([previous, new Promise((resolve) => setTimeout(resolve, closeWaitMs))]);
    if (!(await pace.wait(() => this.#isReleased))) return;
    try {
      const briefing = instruct(this.#mode);
      const session = await liveAt({ apiKey, baseUrl }, this.#socket.factory).connect({
        model,
        config: setupOf({
          ...briefing,
          profile: this.#profile,
          turnTaking: this.#turnTaking,
          patience: this.#patience,
          handle: this.#mode === "resume" ? handle() : null,
          isPlain,
        }),
        callbacks: { onmessage: () => {} },
      });
      if (this.#isReleased) return;
      this.#begin(session);
    } catch (cause) {
      // The socket has told the chart why, unless the briefing or the SDK itself failed before there was a socket.
      log("gemini.unopened", { interviewId, mode: this.#mode, cause: describe(cause) });
      this.#socket.close();
    }
  }

  /** The candidate's words that are still held back, for whoever is about to give the connection up: no event will bring them. */
  lastWords(): string[] {
    return this.#isReleased ? [] : this.#words.last();
  }

  /** Gives the connection up. Settles when it has ended. Never throws, even if the storage does. */
  release(): Promise<void> {
    this.#isReleased = true;
    this.#words.stop();
    this.#overdue.stop();
    this.#dependencies.relay.disconnect();
    this.#socket.close();
    try {
      this.#usage.settle();
    } catch (cause) {
      log("gemini.uncounted", { interviewId: this.#dependencies.interviewId, cause: describe(cause) });
    }
    return this.#socket.ended;
  }

  /** A model that notes its question before it asks waits for our answer. One that has asked already is to say nothing more. */
  #answerNote({ callId, question }: { callId: string; question: string }) {
    const { isAwaited } = this.#turn;
    const answer = this.#dependencies.noted(question, !isAwaited);
    if (callId !== "" || isAwaited) this.#sender.answerCall(noteTool, callId, answer, isAwaited ? "WHEN_IDLE" : "SILENT");
  }

  #ended(close: GeminiClose) {
    const isReady = this.#isReady;
    const { interviewId } = this.#dependencies;
    log("gemini.ended", { interviewId, mode: this.#mode, code: close.code, reason: close.reason, trouble: troubleOf(close.reason) });
    this.#handles.flush();
    this.#words.answered();
    if (!isReady && !this.#learned.isPlain && isSetupRefused(close)) {
      this.#learned.isPlain = true;
      log("gemini.plain", { interviewId, reason: close.reason });
      return this.#sendBack({ type: "gemini.lost", code: close.code });
    }
    this.#sendBack(this.#isLeft ? { type: "gemini.closed" } : classifyClose(close, { isReady, mode: this.#mode }));
  }

  #begin(session: Session) {
    this.#isReady = true;
    this.#sender.begin(session);
    this.#dependencies.relay.connect((pcm, frameAtMs) => this.#sender.sendSound(pcm, frameAtMs), this.#turnTaking);
    this.#sendBack({ type: "gemini.ready" });
    for (const message of this.#early.splice(0)) this.#take(message);
  }

  #receive(message: unknown) {
    if (!this.#isReady) return void this.#early.push(message);
    const { now, relay } = this.#dependencies;
    const nowMs = now();
    const sound = soundIn(message);
    if (sound !== null && this.#relaySound(sound, nowMs)) return;
    if (saysNothing(message)) return this.#watchdog.heard(nowMs);
    const news = translate(message);
    if (!news) return this.#countMalformed();
    this.#watchdog.heard(nowMs);
    for (const it of news) {
      if (this.#isReleased) return;
      // Only a turn that was still running has answered the candidate: not one that was cut, said nothing, or was answered itself.
      if (it.type === "gemini.turnEnded" && this.#turn.isInterviewers) relay.settle();
      this.#happen(it, nowMs);
      if (it.type !== "generated") continue;
      relay.speech.complete();
      this.#overdue.watch();
    }
  }

  #happen(news: GeminiNews, nowMs: number) {
    const moment = { nowMs, audibleUntilMs: this.#dependencies.relay.speech.audibleUntilAt(nowMs) };
    for (const happened of this.#turn.take(news, moment)) if (!this.#isReleased) this.#pass(happened, nowMs);
  }

  /** Takes sound that was found without parsing the message. False if it was not taken, so that the message is parsed after all. */
  #takeSound(base64: string): boolean {
    if (this.#isReleased) return true;
    try {
      return this.#isReady && this.#relaySound(base64, this.#dependencies.now());
    } catch {
      return false;
    }
  }

  /** Relays one more piece of the running turn. False, with nothing done, if it may be more than that. Throws if `base64` is not base64. */
  #relaySound(base64: string, nowMs: number): boolean {
    const pcm = decoded(base64);
    if (!this.#turn.goOn(nowMs)) return false;
    this.#watchdog.heard(nowMs);
    this.#dependencies.relay.down(pcm, nowMs);
    return true;
  }

  #pass(news: TurnNews, nowMs: number) {
    const { relay } = this.#dependencies;
    switch (news.type) {
      case "sound":
        return this.#attempt(() => relay.down(decoded(news.base64), nowMs));
      case "gemini.turnStarted":
        this.#words.answered();
        relay.turnStarted();
        this.#overdue.watch();
        this.#sendBack(news);
        return relay.answered();
      case "gemini.transcribed":
        return this.#words.take(news);
      case "gemini.interrupted":
        return this.#sendBack({ ...news, ...relay.interrupt() });
      case "gemini.turnEnded":
        relay.turnEnded();
        this.#handles.flush();
        this.#usage.settle();
        return this.#sendBack({ ...news, ...relay.speech.audibleAt(nowMs) });
      case "used":
        return this.#usage.count(news.usage);
      case "gemini.endCalled":
        if (this.#isLeft) return;
        this.#endCallId = news.callId;
        return this.#sendBack({
          ...news,
          ...relay.speech.audibleAt(nowMs),
          usedShare: this.#dependencies.clock().usedShare,
          isFarewellSaid: this.#turn.isGoodbyeSaid,
        });
      case "noted":
        return this.#answerNote(news);
      case "foreignCall":
        return this.#sender.refuseCall(news);
      case "foreignSound":
        return this.#countMalformed();
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

  #countMalformed() {
    const count = this.#malformed.count(this.#dependencies.now());
    log("gemini.malformed", { interviewId: this.#dependencies.interviewId, count });
    if (count > mostMalformed) this.#sendBack({ type: "gemini.lost", code: 1007 });
  }

  #take(message: unknown) {
    if (!this.#isReleased) this.#attempt(() => this.#receive(message));
  }

  /** Without this a throw in a socket's listener would be lost, and with it the rest of the message. */
  #attempt(read: () => void) {
    try {
      read();
    } catch (cause) {
      log("gemini.unreadable", { interviewId: this.#dependencies.interviewId, cause: describe(cause) });
      this.#countMalformed();
    }
  }
}
