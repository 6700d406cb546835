import type { StateValue } from "xstate";
import { leavesOf } from "../../../machines/chart.ts";
import { phaseOf } from "../../../machines/interview.ts";
import type { Outside } from "./outside.ts";
import { isIn } from "./is-in.ts";
import type { World } from "./world.ts";

type Evidence = (world: World) => Partial<Outside>;

/** The alarms of every running interview; `wrapUp` is gone once it has rung. */
const reported = ["deadline", "retry", "silence"];
const saidBye = "closed 1000 after sessionEnded";
const saidWhy = "closed 4002 after error";

/** The newest socket of an interview that is over: as it was left, or closed with these words. */
const closed = ({ clients, absence }: World, words: string): string => (clients.length === 0 ? "none" : (absence ?? words));

const conversing: Evidence = (world) => ({
  gemini: ["live"],
  alarms: reported,
  asked: 0,
  ...(world.clients.length > 0 && world.absence === null && { greetings: 1 }),
});

const finishing: Evidence = () => ({ gemini: ["live"], isAnswerEnded: true, alarms: reported, asked: 0 });

/** A state that is left as soon as it is entered: nobody outside can see it. */
const passing: Evidence = () => {
  throw new Error("The chart stays in a state that it only passes");
};

/** What is seen from outside in each leaf state of the interview chart. */
export const evidence: Readonly<Record<string, Evidence>> = {
  "PENDING.arriving": passing,
  "PENDING.idle": (world) => ({ client: closed(world, "none"), gemini: [], asked: 0, alarms: ["cleanup"] }),
  "PENDING.starting.preparing": () => ({ client: "open", greetings: 0, gemini: [], asked: 1, alarms: [], status: "PENDING" }),
  "PENDING.starting.admitting": passing,
  "PENDING.starting.attempting": () => ({ client: "open", greetings: 0, gemini: ["fresh"], asked: 0, alarms: [], status: "PENDING" }),
  "PENDING.starting.waiting": () => ({ client: "open", greetings: 0, gemini: [], asked: 0, alarms: [], status: "PENDING" }),
  // Either cleaned up unused, or the app had ended it and whoever joined was dropped.
  "PENDING.erased": (world) => ({
    client: closed(world, "none"),
    gemini: [],
    alarms: [],
    isEmpty: true,
    status: world.absence === "closed 4004" ? "COMPLETED" : "PENDING",
  }),

  "IN_PROGRESS.gemini.arriving": passing,
  "IN_PROGRESS.gemini.parked": () => ({ gemini: [], alarms: reported }),
  "IN_PROGRESS.gemini.conversing": conversing,
  // The simulator answers a close at once, so the next connection may have been asked for already.
  "IN_PROGRESS.gemini.leaving": () => ({ alarms: reported }),
  "IN_PROGRESS.gemini.finishing.reaching": () => ({ isAnswerEnded: false, alarms: reported, asked: 0 }),
  "IN_PROGRESS.gemini.finishing.awaiting": finishing,
  "IN_PROGRESS.gemini.finishing.hearing": finishing,
  "IN_PROGRESS.gemini.resuming.choosing": passing,
  "IN_PROGRESS.gemini.resuming.reopening": () => ({ gemini: ["resumed"], isFlushed: true, alarms: reported }),
  "IN_PROGRESS.gemini.resuming.abandoning": passing,
  "IN_PROGRESS.gemini.resuming.returning": () => ({ gemini: ["resumed"], alarms: reported }),
  "IN_PROGRESS.gemini.resuming.retelling": () => ({ gemini: ["fresh"], isFlushed: true, alarms: reported }),
  "IN_PROGRESS.gemini.resuming.waiting": () => ({ gemini: [], isFlushed: true, alarms: reported }),
  "IN_PROGRESS.floor.open.choosing": passing,
  "IN_PROGRESS.floor.open.paused": () => ({ floor: "FLOOR_OPEN" }),
  "IN_PROGRESS.floor.open.thinking": () => ({ floor: "FLOOR_HELD" }),
  "IN_PROGRESS.floor.open.unfinished.pausing": () => ({ floor: "FLOOR_ANSWERING" }),
  "IN_PROGRESS.floor.open.unfinished.thinking": () => ({ floor: "FLOOR_HELD" }),
  "IN_PROGRESS.floor.open.unfinished.over": passing,
  "IN_PROGRESS.floor.open.unconfirmed": () => ({}),
  "IN_PROGRESS.floor.open.quiet": () => ({ floor: "FLOOR_OPEN" }),
  "IN_PROGRESS.floor.open.offered": () => ({ floor: "FLOOR_OPEN", notice: "KIND_SILENCE_OFFERED" }),
  "IN_PROGRESS.floor.open.helped": () => ({ floor: "FLOOR_OPEN" }),
  "IN_PROGRESS.floor.open.askedToStop": () => ({ floor: "FLOOR_OPEN" }),
  "IN_PROGRESS.floor.opening.asked": () => ({ floor: "FLOOR_DUE", isAiHeard: false, isAsked: true }),
  "IN_PROGRESS.floor.opening.askedAgain": () => ({ floor: "FLOOR_DUE", isAiHeard: false, isAsked: true }),
  "IN_PROGRESS.floor.answering.speaking": () => ({ floor: "FLOOR_ANSWERING" }),
  "IN_PROGRESS.floor.answering.pausing": () => ({ floor: "FLOOR_ANSWERING" }),
  "IN_PROGRESS.floor.answering.held.thinking": () => ({ floor: "FLOOR_HELD" }),
  "IN_PROGRESS.floor.answering.held.talking": () => ({ floor: "FLOOR_HELD" }),
  "IN_PROGRESS.floor.answering.trailing": () => ({ floor: "FLOOR_ANSWERING" }),
  "IN_PROGRESS.floor.due.choosing": passing,
  "IN_PROGRESS.floor.due.kept": () => ({}),
  "IN_PROGRESS.floor.due.untold": () => ({}),
  "IN_PROGRESS.floor.due.unheard": () => ({}),
  "IN_PROGRESS.floor.due.waiting": () => ({ floor: "FLOOR_DUE", isAiHeard: false }),
  "IN_PROGRESS.floor.due.wrappingUp": () => ({ floor: "FLOOR_DUE", isAiHeard: false, isAsked: true }),
  "IN_PROGRESS.floor.due.concluding": () => ({ floor: "FLOOR_DUE", isAiHeard: false, isAsked: true }),
  "IN_PROGRESS.floor.due.reminded": () => ({ floor: "FLOOR_DUE", isAiHeard: false, isAsked: true }),
  "IN_PROGRESS.floor.interviewer": () => ({ floor: "FLOOR_INTERVIEWER" }),
  "IN_PROGRESS.floor.confirming": () => ({ floor: "FLOOR_OPEN", notice: "KIND_CONFIRM_END" }),
  "IN_PROGRESS.floor.farewell.awaiting": () => ({ floor: "FLOOR_INTERVIEWER", isEndAnswered: true }),
  "IN_PROGRESS.floor.farewell.closing": () => ({ floor: "FLOOR_INTERVIEWER", isEndAnswered: true }),
  "IN_PROGRESS.floor.farewell.playing": (world) => ({ floor: "FLOOR_INTERVIEWER", ...(world.isAlone && { gemini: [] }) }),
  "IN_PROGRESS.client.arriving": passing,
  "IN_PROGRESS.client.present": () => ({ client: "open", alarms: [] }),
  "IN_PROGRESS.client.away": (world) => ({ client: closed(world, "open"), alarms: ["grace"] }),

  "COMPLETED.storing": (world) => ({ client: closed(world, "open"), gemini: [], isFlushed: true, alarms: ["retry"], isSubmitted: false }),
  "COMPLETED.owing": (world) => ({ client: closed(world, saidBye), gemini: [], isFlushed: true, alarms: ["retry"], isSubmitted: false }),
  "COMPLETED.delivered": (world) => ({
    client: closed(world, saidBye),
    gemini: [],
    alarms: ["cleanup"],
    isSubmitted: true,
    status: "COMPLETED",
  }),
  "COMPLETED.erased": (world) => ({ client: closed(world, saidBye), gemini: [], alarms: [], isEmpty: true }),
  "ERROR.storing": passing,
  "ERROR.owing": (world) => ({ client: closed(world, saidWhy), gemini: [], isFlushed: true, alarms: ["retry"] }),
  "ERROR.delivered": (world) => ({ client: closed(world, saidWhy), gemini: [], alarms: ["cleanup"], status: "ERROR" }),
  "ERROR.erased": (world) => ({ client: closed(world, saidWhy), gemini: [], alarms: [], isEmpty: true }),
};

/** All that must be seen in a state of the chart. Throws, naming it, for a state without an entry. */
export const expectedIn = (value: StateValue, world: World): Partial<Outside> => {
  const parts = leavesOf(value).map((leaf) => {
    const see = evidence[leaf];
    if (!see) throw new Error(`Nobody said what is seen from outside in "${leaf}"`);
    return see(world);
  });
  const alarms = parts.flatMap((it) => it.alarms ?? []).toSorted();
  const { floor, notice, ...rest }: Partial<Outside> = Object.assign({}, ...parts);
  // Only a client that is there and was greeted is told of the floor and of notices.
  const isTold = isIn(value, "IN_PROGRESS", "gemini", "conversing") && isIn(value, "IN_PROGRESS", "client", "present");
  const ofTheRoom = isTold ? { ...(floor !== undefined && { floor }), ...(notice !== undefined && { notice }) } : {};
  const isLeaving = isIn(value, "IN_PROGRESS", "gemini", "leaving");
  return { ...rest, ...ofTheRoom, alarms, ...(!isLeaving && { phase: phaseOf(value) }) };
};
