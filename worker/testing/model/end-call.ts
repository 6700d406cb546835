import { isIn } from "./is-in.ts";
import { useUp } from "./progress.ts";
import type { World } from "./world.ts";

type EndCall = { reason: string; usedShare: number; isFarewellSaid: boolean; goodbye: object };

/**
 * The interviewer calls the end tool when `usedShare` of the interview's time is used. If a goodbye counts (`isFarewellSaid`) and the floor
 * is open, it first says a whole turn, after what it said before was heard.
 */
export const callEnd = async (world: World, { reason, usedShare, isFarewellSaid, goodbye }: EndCall): Promise<void> => {
  await useUp(world.interview, usedShare);
  if (isFarewellSaid && isIn(world.value, "IN_PROGRESS", "floor", "open")) {
    await world.hear();
    const serverContent = { outputTranscription: { text: "Goodbye." }, ...goodbye, turnComplete: true };
    await world.gemini({ send: { serverContent } });
  }
  // A running turn counts as a goodbye unless it asks something.
  if (!isFarewellSaid && isIn(world.value, "IN_PROGRESS", "floor", "interviewer"))
    await world.gemini({ send: { serverContent: { outputTranscription: { text: "?" } } } });
  await world.gemini({ call: { name: "end_interview", args: { reason } } });
};

/** Gemini takes the call back, whether or not it was answered. */
export const cancelEnd = async (world: World): Promise<void> => {
  if (isIn(world.value, "IN_PROGRESS", "floor", "confirming")) return world.gemini({ cancelCalls: true });
  const answer = (await world.interview.sessions()).at(-1)?.toolResponses.at(-1);
  if (typeof answer !== "object" || answer === null || !("id" in answer)) throw new Error("The end call was not answered");
  await world.gemini({ send: { toolCallCancellation: { ids: [answer.id] } } });
};
