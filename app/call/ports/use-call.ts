import { useSelector } from "@xstate/react";
import { type ActorRefFrom, createActor, type SnapshotFrom } from "xstate";
import type { callMachine } from "../../../machines/call.ts";
import { inspection } from "../../../inspector/inspection.ts";
import { hostCall } from "./ports.ts";
import { settleEnd, type Settling } from "../connection/settle-end.ts";
import { recallAnswers } from "../connection/unsent-answers.ts";
import type { Remembered } from "../connection/resume-token.ts";

export type CallActor = ActorRefFrom<typeof callMachine>;
export type CallSnapshot = SnapshotFrom<typeof callMachine>;

type CallOptions = { interviewId: string; workerUrl: string; remembered: Remembered };

/** Starts one call. Returns its actor and what the page shows besides. Stopping the actor hangs up. */
export const startCall = ({ interviewId, workerUrl, remembered }: CallOptions) => {
  const { machine, ...host } = hostCall({ interviewId, workerUrl });
  const input = { interviewId, ...remembered, answers: recallAnswers(interviewId) };
  const call: CallActor = createActor(machine, { ...inspection(interviewId), input });
  call.subscribe({ complete: () => host.recording.close() });
  call.start();
  return { call, settleEnd: (tell: (settling: Settling) => void) => settleEnd(interviewId, tell), ...host };
};
export type StartedCall = ReturnType<typeof startCall>;

/** What `select` reads of the call; renders again only when that changes. */
export const useCallState = <Seen>(call: CallActor, select: (snapshot: CallSnapshot) => Seen): Seen => useSelector(call, select);

/** One value of the call's context. */
export const useCallContext = <Name extends keyof CallSnapshot["context"]>(call: CallActor, name: Name): CallSnapshot["context"][Name] =>
  useCallState(call, (it) => it.context[name]);
