import { fromPromise } from "xstate";
import { callMachine } from "../../../machines/call.ts";
import { callParts } from "./call-parts.ts";
import { microphonePort } from "./microphone-port.ts";
import { mintToken, RefusedError } from "../connection/mint-token.ts";
import { forgetResumeToken, rememberResumeToken } from "../connection/resume-token.ts";
import { socketPort } from "./socket-port.ts";
import { speakerPort } from "./speaker-port.ts";
import { keepAnswers } from "../connection/unsent-answers.ts";

type HostOptions = { interviewId: string; workerUrl: string };

/** The call's chart with the browser behind its actors and actions, and what the page shows besides. */
export const hostCall = ({ interviewId, workerUrl }: HostOptions) => {
  const { parts, shown } = callParts(interviewId);
  let showFeedback = (): void => undefined;
  let tellRefusal = (): void => undefined;
  const machine = callMachine.provide({
    actors: {
      microphone: microphonePort(parts),
      speaker: speakerPort(parts),
      socket: socketPort(parts, workerUrl),
      mintToken: fromPromise<{ token: string }, { interviewId: string }>(({ input, signal }) =>
        mintToken(input.interviewId, signal).catch((error: unknown) => {
          if (error instanceof RefusedError) tellRefusal();
          throw error;
        }),
      ),
    },
    actions: {
      openLine: () => parts.line.open(),
      closeLine: () => parts.line.close(),
      tellWorker: (_, command) => parts.socket?.tellRoom(command),
      keepAnswers: (_, { answers }) => keepAnswers(interviewId, answers),
      rememberResumeToken: (_, opener) => rememberResumeToken(interviewId, opener),
      forgetResumeToken: () => forgetResumeToken(interviewId),
      // An action runs before its state can be seen, and what asks whether the page may be left has to see that the interview is over.
      showFeedback: () => queueMicrotask(() => showFeedback()),
    },
  });
  const whenOver = (show: () => void): void => {
    showFeedback = show;
  };
  const whenRefused = (tell: () => void): void => {
    tellRefusal = tell;
  };
  return { machine, ...shown, hasSpeechLeft: () => parts.line.hasRest, whenOver, whenRefused };
};
