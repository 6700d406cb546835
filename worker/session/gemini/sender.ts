import { FunctionResponseScheduling, type Session } from "@google/genai";
import type { TurnTaking } from "../../../contract/vocabulary.ts";
import type { Cue, GeminiCommand } from "../../../machines/interview/events.ts";
import { describe, log } from "../../log.ts";
import { platform, unmarked } from "../../plan/fence.ts";
import type { Echo } from "./echo.ts";
import { endTool, noteTool } from "./message.ts";
import type { Channel, Profile } from "./profile.ts";
import { type Clock, endGranted, endRefused, goodbyeSaid, timeLeft } from "./prompt.ts";
import type { GeminiSocket } from "./socket.ts";
import { soundMessage } from "./sound-message.ts";
import type { Turn } from "./turn.ts";
import type { Watchdog } from "./watchdog.ts";

/** The candidate answers what is said then, and no longer the question before. */
const asking: ReadonlySet<Cue> = new Set(["rephrase", "skip", "skipLast", "moveOn", "moveOnLast", "askToStop"]);
/** Silence that ends an answer; some models take nothing else for its end. PCM16, 16 kHz. */
const silence = { frame: new Uint8Array(3_200), frameMs: 100, tailMs: 500 };

type Dependencies = {
  interviewId: string;
  profile: Profile;
  turnTaking: TurnTaking;
  /** Ms of silence that end the candidate's turn, where Gemini decides. */
  silenceMs: number;
  socket: GeminiSocket;
  turn: Turn;
  echo: Echo;
  cueText: (cue: Cue) => string;
  clock: () => Clock;
  watchdog: Watchdog;
  now: () => number;
  /** Hands over the sound of an answer that no session has heard to its end. */
  rest: (use: (pcm: Uint8Array) => void) => void;
  /** Called when the interviewer is told to help a silent candidate, or, if not `isHelp`, to ask something else. */
  nudged: (isHelp: boolean) => void;
  /** Called when nothing at all has come back for too long while sound goes out. */
  stalled: () => void;
};

/** Sends one connection the candidate's sound, our texts and the answers to its calls, in the way its model takes them. */
export class Sender {
  #dependencies: Dependencies;
  #session: Session | null = null;
  #isAnswerFramed = false;
  /** Texts that Gemini is to know with the next answer. */
  #notes: string[] = [];

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** The set-up is complete: texts and answers to calls can be sent from here on. */
  begin(session: Session) {
    this.#session = session;
  }

  /** Carries out a command of the chart. */
  obey(command: Exclude<GeminiCommand, { type: "left" }>) {
    switch (command.type) {
      case "cued":
        return this.#cue(command.cue);
      case "told":
        this.#dependencies.turn.cut();
        return this.#tell(unmarked(command.text), this.#dependencies.profile.texts, [timeLeft(this.#dependencies.clock().leftMs)]);
      case "end.granted":
        return this.answerCall(
          endTool,
          command.callId,
          command.isFarewellSaid ? goodbyeSaid : endGranted,
          command.isFarewellSaid ? "SILENT" : "WHEN_IDLE",
        );
      case "end.refused":
        this.#dependencies.turn.await();
        return this.answerCall(endTool, command.callId, endRefused(this.#dependencies.clock(), command.isUnconfirmed), "WHEN_IDLE");
      case "activity.began":
        if (this.#dependencies.turnTaking !== "automatic") this.#dependencies.turn.cut();
        this.#frameAnswer(true);
        return this.#note(timeLeft(this.#dependencies.clock().leftMs));
      case "activity.ended":
        this.#dependencies.turn.mayReply();
        return this.#frameAnswer(false);
      case "answer.ended":
        return this.#endAnswer();
      default:
        return command satisfies never;
    }
  }

  /** Answers a tool call of the interviewer; `when` says when they speak about it. */
  answerCall(name: string, callId: string, response: Record<string, unknown>, when: "SILENT" | "WHEN_IDLE") {
    if (callId === "") return this.#answerByText(response);
    const scheduling = this.#dependencies.profile.scheduling ? { scheduling: FunctionResponseScheduling[when] } : {};
    this.#send(() => this.#session?.sendToolResponse({ functionResponses: [{ id: callId, name, response, ...scheduling }] }));
  }

  /** Answers a call to a tool that does not exist: a call that waits for its answer keeps the model silent. */
  refuseCall({ callId, name }: { callId: string; name: string }) {
    log("gemini.foreignCall", { interviewId: this.#dependencies.interviewId, name: name.replace(/[^\w.-]/g, "?").slice(0, 60) });
    const known = [endTool, ...(this.#dependencies.profile.scheduling ? [noteTool] : [])];
    const response = { error: `There is no such tool. Yours: ${known.join(", ")}.` };
    if (callId !== "") this.#send(() => this.#session?.sendToolResponse({ functionResponses: [{ id: callId, name, response }] }));
    else if (this.#dependencies.turn.isAwaited) this.#answerByText(response);
  }

  /** A call that was written as code has no id to answer, and an id that the model does not know closes its connection. */
  #answerByText(response: Record<string, unknown>) {
    this.#tell(`${platform} ${JSON.stringify(response)}`, this.#dependencies.profile.texts);
  }

  /** Sends PCM16, 16 kHz. It is called up to fifty times a second, so it bypasses the SDK and creates no closure. */
  sendSound(pcm: Uint8Array, nowMs: number) {
    try {
      this.#dependencies.socket.send(soundMessage(pcm));
    } catch (cause) {
      this.#unsent(cause);
    }
    if (this.#dependencies.watchdog.isStalled(nowMs)) this.#dependencies.stalled();
  }

  /** Ends the answer now, so that Gemini transcribes what the candidate has said so far. */
  #endAnswer() {
    const nowMs = this.#dependencies.now();
    this.#dependencies.rest((pcm) => {
      this.#frameAnswer(true);
      this.sendSound(pcm, nowMs);
    });
    if (this.#isAnswerFramed) return this.#frameAnswer(false);
    const frames = (this.#dependencies.silenceMs + silence.tailMs) / silence.frameMs;
    for (let frame = 0; frame < frames; frame++) this.sendSound(silence.frame, nowMs);
  }

  /** Where we end the candidate's turns, sends the marks between which their sound lies. Elsewhere Gemini gets none. */
  #frameAnswer(isOpen: boolean) {
    if (this.#dependencies.turnTaking !== "manual" || this.#isAnswerFramed === isOpen) return;
    this.#isAnswerFramed = isOpen;
    this.#send(() => this.#session?.sendRealtimeInput(isOpen ? { activityStart: {} } : { activityEnd: {} }));
    if (isOpen) for (const note of this.#notes.splice(0)) this.#note(note);
  }

  #cue(cue: Cue) {
    if (cue === "recall") return this.#note(this.#dependencies.cueText(cue));
    if (cue === "rephrase" || cue === "skip" || cue === "skipLast") this.#dependencies.turn.cut();
    if (cue === "help" || asking.has(cue)) this.#dependencies.nudged(cue === "help");
    const { opening, openingAgain, texts } = this.#dependencies.profile;
    const channel = cue === "open" ? opening : cue === "openAgain" ? openingAgain : texts;
    log("gemini.cued", { interviewId: this.#dependencies.interviewId, cue, channel });
    this.#tell(this.#dependencies.cueText(cue), channel);
    if (cue === "open" || cue === "openAgain") this.#dependencies.turn.await(true);
  }

  /**
   * Sends a text that Gemini is to know and not to answer, because the candidate has not finished. Where a text outside an answer would
   * begin a turn, it waits for the next answer; where any text would, it is left out.
   */
  #note(text: string) {
    if (this.#dependencies.profile.texts === "content") return this.#addContent([text], false);
    if (this.#dependencies.turnTaking !== "manual") return;
    if (this.#isAnswerFramed) this.#tell(text, "realtime");
    else this.#notes.push(text);
  }

  #addContent(texts: string[], turnComplete: boolean) {
    // Only our own texts may echo here: a typed one was never seen to come back on this channel.
    for (const it of texts) if (it.startsWith(platform)) this.#dependencies.echo.sent(it);
    const turns = [{ role: "user", parts: texts.map((text) => ({ text })) }];
    this.#send(() => this.#session?.sendClientContent({ turns, turnComplete }));
  }

  /** Sends a text that Gemini is to answer, with `notes` that need no answer of their own. */
  #tell(text: string, channel: Channel, notes: string[] = []) {
    this.#dependencies.turn.await();
    if (channel === "content") return this.#addContent([...notes, text], true);
    // Without automatic detection a text is a turn only between the marks of an answer.
    const isOwnTurn = this.#dependencies.turnTaking === "manual" && !this.#isAnswerFramed;
    if (isOwnTurn) this.#frameAnswer(true);
    for (const it of this.#dependencies.turnTaking === "manual" ? [...notes, text] : [[text, ...notes].join("\n")]) {
      this.#dependencies.echo.sent(it);
      this.#send(() => this.#session?.sendRealtimeInput({ text: it }));
    }
    if (isOwnTurn) this.#frameAnswer(false);
  }

  /** Runs `write`. Writing to a connection that has just ended throws: that is only logged, because the socket reports the end itself. */
  #send(write: () => void) {
    try {
      write();
    } catch (cause) {
      this.#unsent(cause);
    }
  }

  #unsent(cause: unknown) {
    log("gemini.unsent", { interviewId: this.#dependencies.interviewId, cause: describe(cause) });
  }
}
