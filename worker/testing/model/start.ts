import * as z from "zod";
import { endReasons, type Hush, hushes, statuses } from "../../../contract/vocabulary.ts";
import { Patience_Mode } from "../../../proto/gen/interview.ts";
import { realEvents, sound } from "./events.ts";
import { until } from "../../../harness/wait.ts";
import type { World } from "./world.ts";

const facts = z.object({
  status: z.enum(statuses),
  isResumable: z.boolean(),
  isDelivered: z.boolean(),
  hasClient: z.boolean(),
  openings: z.number().default(0),
  hasSpoken: z.boolean().default(false),
  endReason: z.enum(endReasons).nullish(),
  hush: z.enum(hushes).nullish(),
});

const opening = [
  ["client.joined", "PENDING.starting.preparing"],
  ["setup.read", "PENDING.starting.attempting"],
] as const;

/** Brings an object into the state that holds these facts. Unless it is new, it then loses its memory and is woken. */
export const begin = async (world: World, input: object) => {
  const { status, isResumable, isDelivered, hasClient, endReason, openings, hasSpoken, hush } = facts.parse(input);
  switch (status) {
    case "PENDING":
      if (!hasClient) return openings === 0 ? world.touch() : world.wearOut(openings);
      await lead(world, [...opening, ["gemini.lost", "PENDING.starting.waiting"]]);
      return world.evict();
    case "IN_PROGRESS":
      await lead(world, [...opening, ["gemini.ready", "IN_PROGRESS.gemini.conversing client.present"]]);
      world.value = { IN_PROGRESS: { gemini: "conversing" } };
      world.next = world.value;
      if (hasSpoken) await world.gemini({ send: { serverContent: { outputTranscription: { text: "Welcome." } } } });
      if (hush) await hold(world, hush);
      if (endReason) await lead(world, [["client.ended", "IN_PROGRESS.gemini.finishing.awaiting client.present"]], { isAnswerOpen: true });
      if (isResumable) {
        await world.gemini({ issueHandle: true });
        await until("the handle", async () => (await world.interview.fact("handle")) !== null);
      }
      if (hasClient) return restartTalk(world);
      await world.crash();
      return world.ring("pulse");
    case "COMPLETED":
    case "ERROR":
      await lead(world, [...opening, status === "ERROR" ? ["gemini.refused", "ERROR.owing"] : ["client.ended", "COMPLETED.storing"]]);
      if (isDelivered) await lead(world, [["outbox.emptied", `${status}.delivered`]]);
      await world.crash();
      return world.knock();
    default:
      return status satisfies never;
  }
};

const stored = (hush: unknown): unknown => z.object({ why: z.string() }).safeParse(hush).data?.why;

/** Puts the candidate, who heard the interviewer to the end and chose QUICK, into this hush. */
const hold = async (world: World, hush: Hush) => {
  await world.gemini(sound);
  await world.gemini({ send: { serverContent: { turnComplete: true } } });
  await world.hear();
  world.asks({ $case: "patience", value: { mode: Patience_Mode.MODE_QUICK } });
  if (hush !== "THINKING") world.answer();
  if (hush !== "ANSWERING") world.asks({ $case: "think", value: { isOn: true } });
  await until(`its being stored that they are ${hush}`, async () => stored(await world.interview.fact("hush")) === hush);
};

/** Loses Gemini twice, so that it is not connected for a moment, and evicts the object. */
const restartTalk = async (world: World) => {
  await lead(world, [
    ["gemini.lost", "IN_PROGRESS.gemini.resuming.reopening client.present"],
    ["gemini.lost", "IN_PROGRESS.gemini.resuming.waiting client.present"],
  ]);
  return world.evict();
};

const lead = async (world: World, way: readonly (readonly [event: string, phase: string])[], fields: object = { isOpen: true }) => {
  for (const [type, phase] of way) {
    const lost = type.startsWith("gemini.") ? (await world.interview.sessions()).at(-1)?.id : undefined;
    await realEvents[type]?.bring(world, { type, ...fields });
    await until(`${phase} after ${type}`, async () => world.phase === phase && (await isConnecting(world, phase, lost)));
  }
};

/** The simulator learns of an attempt a moment after the log, and of the end of a lost connection perhaps later still. */
const isConnecting = async ({ interview }: World, phase: string, lost: string | undefined): Promise<boolean> => {
  if (!/attempting|reopening/.test(phase)) return true;
  const newest = (await interview.sessions()).at(-1);
  return newest !== undefined && newest.id !== lost && newest.setup !== null && newest.closedAtUnixMs === null;
};
