import type { Patience } from "../../../contract/vocabulary.ts";
import { fromPromise } from "xstate";
import type { Cue, OpenMode } from "../../../machines/interview/events.ts";
import { closeCode } from "../../../contract/codes.ts";
import { type InterviewSetup, knownSetup } from "../../../contract/setup.ts";
import { usualVoices } from "../../../contract/vocabulary.ts";
import type { Coverage, QuestionPlan } from "../../../contract/question-plan.ts";
import { nextOf, nothingCovered } from "../../plan/coverage.ts";
import { bankPlan } from "../../plan/bank-plan.ts";
import type { AppApi } from "../../app/app-api.ts";
import { noPlace, tokenRefusal } from "../client/refusal.ts";
import type { ClientSockets } from "../client/sockets.ts";
import type { Facts } from "../storage/facts.ts";
import { log } from "../../log.ts";
import type { Instructions } from "../gemini/setup.ts";
import { type Clock, cueText, generalSetup, instructAgain, instructStart, promptVersion } from "../gemini/prompt.ts";
import type { Transcript } from "../storage/transcript.ts";

/** Words as a recogniser's vocabulary takes them: letters, digits and a few signs, at most 100 characters. */
const spokenWords = (text: string): string =>
  text
    .replace(/[^\p{L}\p{M}\p{N} .+#/-]+/gu, " ")
    .trim()
    .slice(0, 100);

type Dependencies = { interviewId: string; app: AppApi; candidate: ClientSockets; facts: Facts; transcript: Transcript; now: () => number };

/** What the interview is about: its set-up and plan, read from the app once and kept from the start of the interview to its end. */
export class Briefing {
  #dependencies: Dependencies;
  #setup: InterviewSetup | null;
  #plan: QuestionPlan | null;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#setup = dependencies.facts.read("setup");
    this.#plan = dependencies.facts.read("plan");
  }

  get current(): InterviewSetup {
    return this.#setup ?? generalSetup;
  }

  /** The planned questions: the app's, or the question bank's if the app had none in time. */
  get plan(): QuestionPlan {
    return (this.#plan ??= bankPlan(this.current, this.#dependencies.interviewId));
  }

  /** How far the interview has come in its plan. */
  get covered(): Coverage {
    return this.#dependencies.facts.read("coverage") ?? nothingCovered;
  }

  /**
   * Reads the set-up from the app, and whether the interview may be held. Rejects if the app gives no usable answer; a general set-up
   * serves then.
   */
  readonly reading = fromPromise<{ isOpen: boolean; patience?: Patience | null }, { interviewId: string }>(async ({ signal }) => {
    const { app, candidate, interviewId } = this.#dependencies;
    const answer = await app.readInterview(signal, { begins: true });
    if (typeof answer === "number") {
      log("setup.refused", { interviewId, answer });
      if (answer === 409) candidate.close(closeCode.alreadyEnded, noPlace, { withError: true });
      if (answer === 404 || answer === 409) return { isOpen: false };
      throw new Error(`The app answered ${answer}`);
    }
    if (signal.aborted) return { isOpen: false };
    const { status, userId } = answer;
    this.#setup = knownSetup.safeParse(answer).data ?? null;
    this.#plan = answer.plan;
    return { isOpen: (status === "PENDING" || status === "IN_PROGRESS") && this.#admits(userId), patience: this.current.patience };
  });

  /** Whether the client is the interview's owner, as far as that is known. Anybody else is disconnected, although their token is valid. */
  #admits(userId: string | null): boolean {
    const { candidate, facts, interviewId } = this.#dependencies;
    if (userId === null) return true;
    facts.write("userId", userId);
    if (candidate.admission?.userId === userId) return true;
    log("token.foreign", { interviewId });
    candidate.close(closeCode.tokenRefused, tokenRefusal, { withError: true });
    return false;
  }

  /** The instructions for a new session. Only one that continues the interview and has forgotten it (`retell`) is told what was said. */
  instruct(mode: OpenMode): Instructions {
    const { transcript, interviewId, facts } = this.#dependencies;
    if (mode !== "start") facts.write("handovers", (facts.read("handovers") ?? 0) + 1);
    const conversation = mode === "retell" ? transcript.entries({ firstSeq: null, lastSeq: null }) : [];
    log("gemini.opening", { interviewId, mode, prompt: promptVersion, isGeneral: this.#setup === null });
    const { current: setup, plan, covered, clock } = this;
    const briefed = { setup, plan, covered };
    const instruction = mode === "start" ? instructStart(briefed) : instructAgain(briefed, conversation, clock.leftMs);
    const vocabulary = [setup.role, setup.company ?? "", ...(setup.focus ?? [])].map(spokenWords).filter((it) => it !== "");
    const voice = setup.voice ?? usualVoices[setup.interviewer ?? "NEUTRAL"];
    return { instruction, voice, language: setup.language, vocabulary, questions: plan.questions.map(({ id }) => id) };
  }

  /** The text of a cue, as the interview stands now. */
  cueText(cue: Cue): string {
    const { transcript } = this.#dependencies;
    return cueText(cue, { ...this.clock, conversation: transcript.entries({ firstSeq: null, lastSeq: null }) });
  }

  get clock(): Clock {
    const { facts, now } = this.#dependencies;
    const nextTopic = nextOf(this.plan, this.covered)?.topic ?? null;
    const [startedAt, endsAt] = [facts.read("startedAtUnixMs"), facts.read("endsAtUnixMs")];
    if (startedAt === null || endsAt === null) return { usedShare: 0, leftMs: 0, nextTopic };
    return { usedShare: endsAt > startedAt ? (now() - startedAt) / (endsAt - startedAt) : 1, leftMs: endsAt - now(), nextTopic };
  }
}
