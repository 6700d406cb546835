import { fromPromise } from "xstate";
import type { OpenMode } from "../../../machines/interview.ts";
import type { InterviewSetup } from "../../../contract/app-api.ts";
import type { AppApi } from "./app-api.ts";
import type { Facts } from "../storage/facts.ts";
import { log } from "../../log.ts";
import { generalSetup, instructRetell, instructStart, promptVersion } from "../gemini/prompt.ts";
import type { Transcript } from "../storage/transcript.ts";

type Parts = { interviewId: string; app: AppApi; facts: Facts; transcript: Transcript };

/** What the interview is about: read from the app once, kept from the start of the interview to its end. */
export class SetupSource {
  #parts: Parts;
  #setup: InterviewSetup | null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#setup = parts.facts.read("setup");
  }

  get current(): InterviewSetup {
    return this.#setup ?? generalSetup;
  }

  /** Whether the interview may still be held. Rejects when the app gives no good answer: a general instruction serves then. */
  readonly reading = fromPromise<{ isOpen: boolean }, { interviewId: string }>(async ({ signal }) => {
    const { app, interviewId } = this.#parts;
    const answer = await app.readInterview(signal);
    if (typeof answer === "number") {
      log("setup.refused", { interviewId, answer });
      if (answer === 404) return { isOpen: false };
      throw new Error(`The app answered ${answer}`);
    }
    const { role, company, level, jobDescription, resume, status } = answer;
    if (!signal.aborted) this.#setup = { role, company, level, jobDescription, resume };
    return { isOpen: status === "PENDING" || status === "IN_PROGRESS" };
  });

  /** The system instruction of a session. A session that continues nothing opens the interview. */
  instruct(mode: OpenMode): { instruction: string; isOpening: boolean } {
    const { transcript, interviewId } = this.#parts;
    const conversation = mode === "retell" ? transcript.entries({ firstSeq: null, lastSeq: null }) : [];
    const isOpening = mode === "start" || (mode === "retell" && conversation.length === 0);
    log("gemini.opening", { interviewId, mode, prompt: promptVersion, isGeneral: this.#setup === null });
    return { instruction: conversation.length > 0 ? instructRetell(this.current, conversation) : instructStart(this.current), isOpening };
  }
}
