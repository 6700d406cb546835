import { runInDurableObject } from "cloudflare:test";
import { TurnState_Floor } from "../../proto/gen/interview.ts";
import { geminiStep } from "./forces.ts";
import { floorOf, takenBy } from "./shown.ts";
import type { Storm } from "./storm.ts";

/** What is asked of an interview that may still be live when a storm is over, as lists of violations. */
export type Probed = {
  /** Typed answers that the interviewer was not told although it was there. */
  untoldToGemini: string[];
  /** The floor in the chart if the candidate was told another. */
  otherFloor: unknown[];
};

/** Asks once all is quiet. */
export const probe = async (storm: Storm): Promise<Probed> => ({
  untoldToGemini: await untold(storm),
  otherFloor: await otherFloor(storm),
});

/** Whether Gemini listens and was not called upon to end: nobody answers what is typed during a goodbye. */
const isConversing = ({ interview, isDeleted, calls }: Storm): boolean =>
  calls === 0 && !isDeleted && interview.phases().at(-1)?.includes("gemini.conversing") === true;

const untold = async (storm: Storm): Promise<string[]> => {
  if (!isConversing(storm)) return [];
  const told = JSON.stringify(await storm.interview.sessions());
  return takenBy(storm.guests).filter((id) => !told.includes(storm.sayings.typed.get(id) ?? ""));
};

const floorInChart = ({ interview }: Storm): Promise<TurnState_Floor | null> =>
  runInDurableObject(interview.stub(), (instance) => floorOf(instance.recording()));

const otherFloor = async (storm: Storm): Promise<unknown[]> => {
  const told = storm.guest?.client.of("turnState").at(-1)?.floor;
  const floor = await floorInChart(storm);
  return told === undefined || floor === null || floor === told ? [] : [{ floor, told }];
};

const candidates: ReadonlySet<TurnState_Floor | null> = new Set([null, TurnState_Floor.FLOOR_ANSWERING, TurnState_Floor.FLOOR_HELD]);

/** Has the interviewer say a line. Returns it if the candidate is not shown it, although they neither speak nor think. */
export const unshown = async (storm: Storm): Promise<string[]> => {
  const { guest } = storm;
  if (
    !guest ||
    storm.isGenerating ||
    !isConversing(storm) ||
    (await storm.openSessions()).length === 0 ||
    candidates.has(await floorInChart(storm))
  )
    return [];
  const line = storm.sayings.next();
  await storm.interview.act(geminiStep("turn", { line, call: 0 }));
  await storm.quiet();
  return guest.client.captions().some((caption) => caption.includes(line)) ? [] : [line];
};
