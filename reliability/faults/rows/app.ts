import { expect } from "vitest";
import { answerCall, breakDatabase, mendDatabase, nextCall, submit } from "../app-side.ts";
import { carryCall } from "../carry-call.ts";
import { fault } from "../fault-test.ts";
import type { Scene } from "../scene.ts";
import { until, within } from "../../../harness/wait.ts";
import { witness } from "../witness.ts";
import { greeted } from "./steps.ts";

/** The candidate ends the interview while the app does not take the report: they are told after 3 s. */
const endUnheard = async (scene: Scene) => {
  scene.candidates[0]?.requestEnd();
  await until("the attempt", async () => (await scene.requests()).some(({ route }) => route === "transcript"));
  await scene.clock.pass(3_000);
  await scene.candidates[0]?.closes();
};

const transcriptRequests = async (scene: Scene) => (await scene.requests()).filter(({ route }) => route === "transcript");

for (const answer of [500, "hang", "refuse"] as const) {
  fault(
    "F48",
    async (scene) => {
      await scene.misbehave([{ route: "status", answer }]);
      await scene.converse();
      await scene.exchange(...greeted);
      await scene.clock.pass(30_000);
      expect((await scene.stored())?.interview.status).toBe("PENDING");
      await scene.misbehave([]);
      await scene.exchange("Nothing held us up", "Nothing at all");
      scene.candidates[0]?.requestEnd();
      await until("the end", async () => (await scene.alarms()).every(({ kind }) => kind !== "deadline"));
      await scene.clock.pass(3_000);
      await scene.candidates[0]?.closes();
    },
    { as: `${answer}` },
  );
}

fault("F49", async (scene) => {
  await scene.misbehave([{ route: "status", answer: "refuse", times: 1 }]);
  await scene.converse();
  await until("the report", async () => (await scene.requests()).some(({ route }) => route === "status"));
  await Promise.all([scene.account.report(scene.id, "ERROR"), dropCall(scene)]);
  await scene.clock.toAlarm();
  await scene.candidates[0]?.closes();
});

/** Loses the app's own call to the Worker, which then learns of the change only when a report is refused. */
const dropCall = async ({ id }: Scene) => answerCall((await nextCall(`/${id}`)).id, 503);

fault(
  "F49",
  async (scene) => {
    await scene.misbehave([{ route: "status", answer: "refuse", times: 1 }]);
    await scene.converse();
    await until("the report", async () => (await scene.requests()).some(({ route }) => route === "status"));
    await Promise.all([scene.account.deleteInterview(scene.id), dropCall(scene)]);
    await scene.clock.toAlarm();
    await scene.candidates[0]?.closes();
  },
  { as: "deleted", outcome: { status: "deleted", endReason: null } },
);

fault("F50", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  await scene.misbehave([{ route: "transcript", answer: 500 }]);
  await endUnheard(scene);
  expect(candidate.closed).toMatchObject({ code: 1000 });
  await scene.clock.pass(10 * 60_000);
  expect([(await scene.stored())?.interview.status, (await scene.stored())?.transcript]).toEqual(["IN_PROGRESS", []]);
  expect((await transcriptRequests(scene)).length).toBeLessThan(15);
  await scene.misbehave([]);
  await scene.clock.pass(5 * 60_000);
  const accepted = (await transcriptRequests(scene)).filter(({ status }) => status === 200);
  expect(accepted.length).toBe(1);
});

fault("F51", async (scene) => {
  await scene.converse();
  await scene.exchange(...greeted);
  await scene.misbehave([{ route: "transcript", answer: "loseAnswer", times: 2 }]);
  await endUnheard(scene);
  const first = await scene.stored();
  expect(first?.interview.status).toBe("COMPLETED");
  await scene.clock.pass(60_000);
  expect(await scene.stored()).toEqual(first);
  expect((await transcriptRequests(scene)).length).toBe(3);
});

fault("F52", async (scene) => {
  await scene.converse();
  await scene.exchange(...greeted);
  await scene.misbehave([{ route: "transcript", answer: 401 }]);
  await endUnheard(scene);
  await scene.clock.pass(20 * 60_000);
  expect((await transcriptRequests(scene)).length).toBe(1);
  expect(witness.logged.filter((line) => line.includes("refused; it is tried again"))).not.toEqual([]);
  await scene.misbehave([]);
  await scene.clock.pass(41 * 60_000);
  expect((await transcriptRequests(scene)).map(({ status }) => status)).toEqual([401, 200]);
});

fault("F53", async (scene) => {
  await scene.converse();
  for (let pair = 0; pair < 4; pair++) await scene.exchange(`The answer of round ${pair}`, `The question after round ${pair}`);
  await scene.misbehave([{ route: "transcript", answer: 413, times: 2 }]);
  await scene.endByUser();
  await until("delivery", async () => (await scene.reports()).length === 0);
  const sizes = (await transcriptRequests(scene)).map(({ body }) => (body as { transcript: unknown[] }).transcript.length);
  expect(sizes).toEqual([8, 4, 4, 2, 2]);
});

fault("F54", async (scene) => {
  await scene.converse();
  await scene.exchange(...greeted);
  await scene.exchange("The row that will not go in", "Why would it not?");
  await breakDatabase("The row that will not go in");
  await endUnheard(scene);
  expect((await scene.stored())?.transcript).toEqual([]);
  expect((await scene.stored())?.interview.status).toBe("IN_PROGRESS");
  await mendDatabase();
  await scene.clock.toAlarm();
});

fault("F55", async (scene) => {
  const at = Date.now();
  scene.said = [...Array(20).keys()].map((number) => ({ speaker: number % 2 === 0 ? "AI" : "USER", content: `Line ${number} of twenty` }));
  const entries = scene.said.map((line, number) => ({ ...line, timestamp: new Date(at + number).toISOString() }));
  const endedAt = new Date(at + 1_000).toISOString();
  const body = { transcript: entries, endedAt, endReason: "USER_INITIATED" };
  expect(await submit(scene.id, "status", { status: "IN_PROGRESS" })).toBe(200);
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, (_, at) => submit(scene.id, "transcript", { ...body, transcript: entries.slice(at) })),
    submit(scene.id, "status", { status: "ERROR", endReason: "GEMINI_FAILED" }),
  ]);
  const won = (await scene.stored())?.interview;
  expect(answers.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 200));
  expect(answers[8]).toBe(won?.status === "ERROR" ? 200 : 409);
  scene.expected = {
    status: won?.status === "ERROR" ? "ERROR" : "COMPLETED",
    endReason: won?.status === "ERROR" ? "GEMINI_FAILED" : "USER_INITIATED",
  };
  expect(await submit(scene.id, "status", { status: won?.status === "ERROR" ? "COMPLETED" : "ERROR" })).toBe(409);
  expect((await scene.stored())?.interview).toEqual(won);
});

for (const what of ["interview", "account"] as const) {
  fault(
    "F56",
    async (scene) => {
      const candidate = await scene.converse();
      await scene.exchange(...greeted);
      const deletion = what === "interview" ? scene.account.deleteInterview(scene.id) : scene.account.delete();
      const [, carried] = await within("the deletion", Promise.all([deletion, carryCall(`/${scene.id}`)]));
      expect(carried).toEqual({ method: "DELETE", path: `/${scene.id}`, status: 204 });
      await candidate.closes();
      await scene.clock.pass(60_000);
      expect(await submit(scene.id, "transcript", { transcript: [], endedAt: new Date().toISOString() })).toBe(404);
      expect(await (await scene.join()).closes()).toMatchObject({ code: 4004 });
      await scene.clock.pass(61_000);
    },
    { as: what, ownAccount: what === "account" },
  );
}
