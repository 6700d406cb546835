import type { AnyStateMachine } from "xstate";
import { callMachine } from "../machines/call.ts";
import { feedbackMachine } from "../machines/feedback.ts";
import { interviewMachine } from "../machines/interview.ts";
import type { Side } from "./observation.ts";

/** The machines whose charts are drawn, by side. */
export const machines: Record<Side, AnyStateMachine> = { interview: interviewMachine, call: callMachine, feedback: feedbackMachine };
