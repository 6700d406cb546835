import { runInDurableObject } from "cloudflare:test";
import { expect, it, vi } from "vitest";
import type { Candidate } from "../../harness/candidate.ts";
import { until } from "../../harness/wait.ts";
import { Steer_What, TurnState_Floor } from "../../proto/gen/interview.ts";
import { everyFrame, type Prepared, prepareInterview, say } from "../testing/interview.ts";

/** 600 ms of speech with syllables, because a steady level would be noise. */
const speech = Int16Array.from({ length: 9_600 }, (_, at) => (at < 640 ? 20 : at % 2_400 < 1_600 ? 8_000 : 1_500) * Math.sin(at / 12));

const speak = (client: Candidate) => client.speak(new Uint8Array(speech.buffer));
const think = (client: Candidate, isOn = true) => client.send({ $case: "think", value: { isOn } });
const floors = (client: Candidate) => client.of("turnState").map(({ floor }) => floor);
const hasFloor = (client: Candidate, floor: TurnState_Floor) =>
  until(`floor ${floor}`, () => client.of("turnState").at(-1)?.floor === floor);

/** A pause neither ends an answer nor counts as the end of the candidate's sound, however long it takes. */
const stopClock = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });

/** A live interview whose question was heard, with a handle that is older than that. */
const asked = async (model = "gemini-3.8-live") => {
  const interview = await prepareInterview({
    scenario: { handles: false, hears: false, insists: false },
    env: { GEMINI_LIVE_MODEL: model },
  });
  const client = await interview.join();
  const { resumeToken } = await client.until("sessionStarted");
  await interview.renewHandle();
  await interview.act(say("First question?"));
  await client.until("transcriptUpdate", 2);
  client.mark(true);
  client.mark(false);
  await hasFloor(client, TurnState_Floor.FLOOR_OPEN);
  return { interview, client, resumeToken };
};

const crash = async (interview: Prepared, token: string) => {
  await interview.crash();
  const client = await interview.join({ token });
  await client.until("sessionStarted");
  return client;
};

/** What Gemini is sent first on its second session; waits for it. */
const toldFirst = async (interview: Prepared) => {
  const { clientContents } = await interview.recorded(2, (it) => it.clientContents.length > 0);
  return clientContents[0];
};

/** The text with the last lines, which needs no answer. */
const recalled = {
  turnComplete: false,
  turns: [{ parts: [{ text: expect.stringMatching(/who is thinking or speaking[^]*First question\?/) }] }],
};

it.each([
  ["thinks", TurnState_Floor.FLOOR_HELD, (client: Candidate) => think(client)],
  ["answers", TurnState_Floor.FLOOR_ANSWERING, speak],
  [
    "thinks in an answer",
    TurnState_Floor.FLOOR_HELD,
    (client: Candidate) => {
      speak(client);
      think(client);
    },
  ],
])("asks nothing of the interviewer after a crash while the candidate %s", async (_, floor, act) => {
  const { interview, client, resumeToken } = await asked();
  stopClock();
  act(client);
  await hasFloor(client, floor);
  const again = await crash(interview, resumeToken);
  expect(await toldFirst(interview)).toMatchObject(recalled);
  expect(floors(again)).toContain(floor);
  expect(floors(again)).not.toContain(TurnState_Floor.FLOOR_DUE);
});

it("has the interviewer continue after a crash when the open answer does not go on", async () => {
  const { interview, client, resumeToken } = await asked();
  stopClock();
  speak(client);
  await hasFloor(client, TurnState_Floor.FLOOR_ANSWERING);
  const again = await crash(interview, resumeToken);
  again.send({ $case: "steer", value: { what: 1 } });
  const { clientContents } = await interview.recorded(2, (it) => it.clientContents.length > 1);
  expect(clientContents).toMatchObject([recalled, { turnComplete: true }]);
  await hasFloor(again, TurnState_Floor.FLOOR_DUE);
});

it.each([
  ["a resumed", ""],
  ["a fresh", "handle"],
])("has the interviewer repeat in %s session after a crash what was not heard", async (_, forgotten) => {
  const { interview, client, resumeToken } = await asked();
  await runInDurableObject(interview.stub(), (_, { storage }) => void storage.sql.exec(`DELETE FROM fact WHERE name = ?`, forgotten));
  await interview.act(say("A long second question?", 5_000));
  await client.until("transcriptUpdate", 4);
  client.mark(true);
  await interview.act({ send: { serverContent: { turnComplete: true } } });
  await hasFloor(client, TurnState_Floor.FLOOR_OPEN);
  await crash(interview, resumeToken);
  expect(await toldFirst(interview)).toMatchObject({ turnComplete: true });
});

it("lets the candidate think on across a new Gemini session", async () => {
  const { interview, client } = await asked();
  think(client);
  await hasFloor(client, TurnState_Floor.FLOOR_HELD);
  await interview.act({ goAway: { timeLeft: "50s", closeAfterMs: null } });
  expect(await toldFirst(interview)).toMatchObject(recalled);
  expect(floors(client).slice(floors(client).indexOf(TurnState_Floor.FLOOR_HELD))).toEqual([TurnState_Floor.FLOOR_HELD]);
});

it("sends the last lines only once the candidate speaks, on a model that would answer any text", async () => {
  const { interview, client } = await asked("gemini-3.1-flash-live-preview");
  think(client);
  await hasFloor(client, TurnState_Floor.FLOOR_HELD);
  await interview.act({ terminate: true });
  await interview.session(2);
  await interview.phase("IN_PROGRESS.gemini.conversing client.present");
  expect((await interview.session(2)).texts).toEqual([]);
  think(client, false);
  speak(client);
  const { texts } = await interview.recorded(2, (it) => it.texts.length > 1);
  expect(texts[0]).toContain("First question?");
});

it("grants the interviewer's third request to end, across a crash in between", async () => {
  const { interview, client, resumeToken } = await asked();
  const call = (of: Candidate, floor: TurnState_Floor) =>
    interview.act({ call: { name: "end_interview", args: { reason: "plan_done" } } }).then(() => hasFloor(of, floor));
  await call(client, TurnState_Floor.FLOOR_DUE);
  await until("its count", async () => (await interview.fact("endRefusals")) === 1);
  const again = await crash(interview, resumeToken);
  const answers = (count: number, session: number) => interview.recorded(session, (it) => it.toolResponses.length >= count);
  for (let count = 1; count <= 2; count++) {
    await interview.act({ call: { name: "end_interview", args: { reason: "plan_done" } } });
    await answers(count, 2);
  }
  const { toolResponses } = await answers(2, 2);
  expect(toolResponses.map((it) => /"status":"(\w+)"/.exec(JSON.stringify(it))?.[1])).toEqual(["refused", "granted"]);
  again.leave();
});

it.each([
  ["drops what is left of", {}, false],
  ["leaves it to Gemini to stop", everyFrame, true],
])("%s the interviewer's turn when the candidate speaks over it (%j)", async (_, env, isShown) => {
  const interview = await prepareInterview({ scenario: { hears: false }, env });
  const client = await interview.join();
  await client.until("sessionStarted");
  const brings = (serverContent: object) => interview.act({ send: { serverContent } });
  await brings({ outputTranscription: { text: "Why us," } });
  await until("its words", () => client.captions().at(-1) === "AI… Why us,");
  stopClock();
  speak(client);
  client.send({ $case: "ping", value: { nonce: "1" } });
  await client.until("pong");
  await brings({ outputTranscription: { text: " and not them?" } });
  client.send({ $case: "steer", value: { what: Steer_What.WHAT_ANSWER_DONE } });
  client.send({ $case: "ping", value: { nonce: "2" } });
  await client.until("pong", 2);
  await brings({ outputTranscription: { text: "Well." } });
  await until("the next words", () => client.captions().at(-1)?.endsWith("Well."));
  expect(client.captions().join().includes("not them")).toBe(isShown);
});

it("gives the next session an answer for which Gemini has written down only a noise", async () => {
  const { interview, client } = await asked();
  speak(client);
  await hasFloor(client, TurnState_Floor.FLOOR_ANSWERING);
  client.send({ $case: "steer", value: { what: Steer_What.WHAT_ANSWER_DONE } });
  await hasFloor(client, TurnState_Floor.FLOOR_DUE);
  await interview.act({ send: { serverContent: { inputTranscription: { text: "<noise>" } } } });
  await interview.act({ terminate: true });
  await interview.recorded(2, ({ audioBytes }) => audioBytes >= speech.byteLength);
});
