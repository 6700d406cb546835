import { useActorRef, useSelector } from "@xstate/react";
import { useEffect, useState } from "react";
import type { ActorRefFrom, SnapshotFrom } from "xstate";
import type { callMachine } from "../../machines/call.ts";
import { inspection } from "../../inspector/inspection.ts";
import { hostCall } from "./ports.ts";
import { recallAnswers } from "./unsent-answers.ts";
import type { Remembered } from "./resume-token.ts";

export type CallActor = ActorRefFrom<typeof callMachine>;
export type CallSnapshot = SnapshotFrom<typeof callMachine>;

type CallOptions = { interviewId: string; workerUrl: string; remembered: Remembered; onOver: () => void };

/** One call for as long as the component is mounted: its actor, its meters and how the way to the Worker is. Leaving the page hangs up. */
export const useCall = ({ interviewId, workerUrl, remembered, onOver }: CallOptions) => {
  const [host] = useState(() => hostCall({ interviewId, workerUrl }));
  const [answers] = useState(() => recallAnswers(interviewId));
  const [watched] = useState(() => inspection(interviewId));
  useEffect(() => {
    host.whenOver(onOver);
  }, [host, onOver]);
  const call: CallActor = useActorRef(host.machine, { ...watched, input: { interviewId, ...remembered, answers } });
  return { call, meters: host.meters, quality: host.quality };
};

/** What one selector sees of the call; renders again only when that changes. */
export const useCallState = <Seen>(call: CallActor, select: (snapshot: CallSnapshot) => Seen): Seen => useSelector(call, select);
