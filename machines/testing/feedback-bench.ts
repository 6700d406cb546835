import { createActor } from "xstate";
import { type FeedbackEvent, type FeedbackInput, feedbackMachine, type ModelInput } from "../feedback.ts";
import { StandInTask, standInEffects } from "../recording/stand-in.ts";
import { fakeResource, keepDiary } from "./fake-port.ts";

/** A job that nobody has begun. */
export const freshJob: FeedbackInput = { jobId: "j1", tries: 0, isAssessed: false, isOwing: false, isFinal: false };

/** Fakes for all ports of the feedback chart. `kept` is what it did besides its resources. */
export const fakeFeedback = () => {
  const diary = { opened: [], closed: [], heard: [], kept: [], all: [] };
  const note = keepDiary<Exclude<keyof typeof diary, "all">>(diary);
  const ports = {
    actors: {
      reader: fakeResource<{ type: "none" }, undefined>("reader", note, () => undefined),
      courier: fakeResource<{ type: "none" }, undefined>("courier", note, () => undefined),
      model: fakeResource<{ type: "none" }, ModelInput>("model", note, ({ purpose, isPlain, isShort }) =>
        [purpose, isPlain && "plain", isShort && "short"].filter(Boolean).join(" "),
      ),
    },
    actions: standInEffects(feedbackMachine, (name, ...params) => note("kept", name, ...params)),
  };
  // The chart has no tasks: nobody asks this one.
  return { ports, diary: diary as { readonly [K in keyof typeof diary]: string[] }, task: new StandInTask<undefined, undefined>() };
};

/** Wakes a job's chart from what is stored. */
export const startFeedback = (input: Partial<FeedbackInput> = {}) => {
  const { ports, diary } = fakeFeedback();
  const actor = createActor(feedbackMachine.provide(ports), { input: { ...freshJob, ...input } });
  actor.start();
  return {
    diary,
    send: (...events: FeedbackEvent[]) => {
      for (const event of events) actor.send(event);
    },
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
  };
};
