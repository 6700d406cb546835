import { afterAll, beforeAll, expect, test } from "vitest";
import { readStored, setFaults } from "../app-side.ts";
import { type Line } from "../../../harness/candidate.ts";
import { judge } from "../oracle.ts";
import { disconnected, endedByUser, type Outcome, timedOut } from "../table/fault.ts";
import { until } from "../../../harness/wait.ts";
import { ProcessScene } from "./process-scene.ts";
import { Stage } from "./stage.ts";

/** Long enough to bring every interview to its point. Where no candidate returns, this alarm ends the interview. */
const maxSessionSeconds = 25;
const patienceMs = 60_000;

type Point = {
  /** Brings the interview to the point at which it is killed. */
  before: (scene: ProcessScene) => Promise<unknown>;
  /** What happens once the Worker runs again; absent if no candidate returns. */
  after?: (scene: ProcessScene) => Promise<unknown>;
  outcome: Outcome;
  /** A line that may or may not be lost with the process: words of an unfinished turn. */
  luck?: Line;
  /** The first session had not opened the interview yet. */
  isUnopened?: boolean;
};

const converse = async (scene: ProcessScene) => {
  const candidate = await (await scene.join()).live();
  await scene.says("Tell me about your work");
  return candidate;
};

const goOn = async (scene: ProcessScene) => {
  const before = scene.candidates.at(-1);
  const candidate = await (await scene.join({ token: before?.resumeToken ?? scene.token })).live();
  await until("what was said", () => candidate.finals.length >= scene.said.length);
  expect(candidate.finals).toEqual(scene.said);
  await scene.says("There you are again");
  await scene.endByUser();
};

const nobodyReturned = { closeCode: null, told: "nothing" } as const;

const points: Record<string, Point> = {
  "while it connects": {
    before: async (scene) => {
      await scene.gemini.play({ attempts: [{ neverSetupComplete: true }] });
      await scene.join();
      await until("the setup", async () => (await scene.gemini.sessions()).some(({ setup }) => setup !== null));
    },
    after: goOn,
    outcome: { ...endedByUser, sessions: 2 },
  },
  "when it is just live": {
    before: async (scene) => (await scene.join()).live(),
    after: goOn,
    outcome: endedByUser,
    isUnopened: true,
  },
  "in the middle of the interviewer's turn": {
    before: async (scene) => {
      const candidate = await converse(scene);
      await scene.gemini.begins("And then there is");
      await until("the caption", () => candidate.of("transcriptUpdate").length > 2);
    },
    outcome: { ...timedOut, ...nobodyReturned },
    luck: { speaker: "AI", content: "And then there is" },
  },
  "after a final caption": {
    before: async (scene) => {
      const candidate = await converse(scene);
      await until("the final caption", () => candidate.finals.length === 1);
    },
    after: goOn,
    outcome: { ...endedByUser, sessions: 2 },
  },
  "while the candidate is away": {
    before: async (scene) => {
      const candidate = await converse(scene);
      candidate.leave();
      await until("the grace", () => scene.alarms.some(({ kind }) => kind === "grace"));
    },
    outcome: disconnected,
  },
  "in an outage of the app": {
    before: async (scene) => {
      await setFaults(scene.id, [
        { route: "status", answer: 503 },
        { route: "transcript", answer: 503 },
      ]);
      await converse(scene);
      await scene.endByUser();
    },
    outcome: endedByUser,
  },
  "while it ends, before the transcript is delivered": {
    before: async (scene) => {
      const candidate = await converse(scene);
      await setFaults(scene.id, [{ route: "transcript", answer: "hang" }]);
      candidate.requestEnd();
      await until("the report", () => scene.reports.includes("TRANSCRIPT"));
    },
    outcome: { ...endedByUser, ...nobodyReturned },
  },
};

const names = Object.keys(points);
const scenes = new Map<string, ProcessScene>();
let stage: Stage;

const at = (name: string) => {
  const [scene, point] = [scenes.get(name), points[name]];
  if (!scene || !point) throw new Error(`Nothing was brought to the point: ${name}`);
  return { scene, point };
};

const bring = (name: string) => at(name).point.before(at(name).scene);

// One kill for all: each interview is at its own point when the Worker dies.
beforeAll(async () => {
  await readStored(crypto.randomUUID());
  stage = await Stage.open({ maxSessionSeconds });
  for (const name of names) scenes.set(name, await ProcessScene.open(stage));
  await Promise.all(names.slice(0, -1).map(bring));
  // Comes last, because the candidate is told of the end after 3 s although nothing has been delivered.
  await Promise.all(names.slice(-1).map(bring));
  await stage.kill();
  for (const name of names) await setFaults(at(name).scene.id, []);
  await stage.restart();
}, 3 * patienceMs);
afterAll(() => stage.close());

test.concurrent.each(names)(
  "F57 kill -9 %s: after a restart the interview is whole",
  async (name) => {
    const { scene, point } = at(name);
    await point.after?.(scene);
    await scene.settle(patienceMs);
    const evidence = await scene.evidence();
    if (evidence.stored?.transcript.at(-1)?.content === point.luck?.content && point.luck) scene.said.push(point.luck);
    judge({ ...evidence, sessions: point.isUnopened ? evidence.sessions.slice(1) : evidence.sessions }, point.outcome);
  },
  2 * patienceMs,
);
