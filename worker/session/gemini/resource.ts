import { fromCallback } from "xstate";
import type { GeminiCommand, Opening } from "../../../machines/interview/events.ts";
import { log } from "../../log.ts";
import { Connection } from "./connection.ts";
import type { ConnectionDependencies, Learned } from "./dependencies.ts";
import { Pace } from "./pace.ts";
import { otherTurnTakingOf, profileOf } from "./profile.ts";

const mistrustedAfter = 2;

type Dependencies = ConnectionDependencies & {
  /** Settles when the last connection of the object's previous life has ended. */
  previous: Promise<void>;
};

/**
 * Gemini Live as a resource of the chart: connected while the actor runs, closed with it. Only one connection is open at a time. A chart
 * that breaks does not stop its actors: whoever gives it up calls `release`, which settles when the last connection has ended.
 */
export const gemini = (dependencies: Dependencies) => {
  const pace = new Pace(dependencies.now);
  const learned: Learned = { isPlain: false, turnTaking: null };
  let { previous } = dependencies;
  let newest: Connection | null = null;
  const resource = fromCallback<GeminiCommand, Opening>(({ input, sendBack, receive }) => {
    if (input.missed >= mistrustedAfter && learned.turnTaking === null) distrust(dependencies, learned);
    const connection = new Connection(dependencies, learned, input, sendBack);
    newest = connection;
    void connection.open(previous, pace);
    receive((command) => connection.obey(command));
    return () => {
      previous = connection.release();
    };
  });
  return { resource, lastWords: () => newest?.lastWords() ?? [], release: () => newest?.release() ?? previous };
};

/** A model that failed to answer twice in a row may not have heard that it was its turn: from here on turns are taken in another way. */
const distrust = ({ interviewId, model, turnTaking }: Dependencies, learned: Learned) => {
  learned.turnTaking = learned.isPlain ? "automatic" : otherTurnTakingOf(profileOf(model), turnTaking);
  log("gemini.replanned", { interviewId, plan: learned.turnTaking });
};
