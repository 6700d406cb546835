import { evictDurableObject } from "cloudflare:test";
import { afterEach, expect, it, vi } from "vitest";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import { startClock, stopClock } from "../../harness/clock.ts";
import { until } from "../../harness/wait.ts";
import { Notice_Kind, Steer_What, TurnState_Floor } from "../../proto/gen/interview.ts";
import { aloud, room, talk } from "../testing/aloud.ts";
import { prepareInterview } from "../testing/interview.ts";
import { loggedCount } from "../testing/log-lines.ts";

afterEach(() => startClock());

/** A candidate who is asked a question, on a clock that is moved by hand. */
const asked = async () => {
  const interview = await prepareInterview({ scenario: { hears: false, insists: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const says = async (text: string) => {
    const before = client.of("turnState").length;
    await interview.act({ send: { serverContent: { outputTranscription: { text }, turnComplete: true } } });
    await until(
      "the end of the interviewer's turn",
      () => client.of("turnState").slice(before).at(-1)?.floor === TurnState_Floor.FLOOR_OPEN,
    );
  };
  await says("Why us?");
  return {
    interview,
    client,
    says,
    pass: interview.pass,
    notices: () => client.of("notice").map(({ kind }) => kind),
    /** Waits until the interviewer was asked to say something with these words. */
    cued: (words: string) =>
      until(words, async () => JSON.stringify((await interview.sessions())[0]?.clientContents.at(-1) ?? "").includes(words)),
  };
};

/** Turns that are each heard for ten seconds. */
const lines = {
  question: "Why would you like to work for us, of all places?",
  help: "Would you like a moment, or the question in other words?",
  moveOn: "Let us move on: what would you do in your first week?",
  helpAgain: "Take your time: shall I put it in another way?",
  askToStop: "Would you like to stop here for today?",
};

/** All but the last step. */
const fiveMinutes = room(295_000);

it.each([
  "gemini-3.8-live",
  "gemini-3.8-live-extended-thinking",
  "gemini-3.1-flash-live-preview",
  "gemini-2.5-flash-native-audio-preview-12-2025",
])("walks through the steps in five minutes of a silent room, with a patient interviewer, in one session of %s", async (model) => {
  const interview = await prepareInterview({
    env: { GEMINI_LIVE_MODEL: model },
    interview: { patience: "PATIENT" },
    scenario: { turns: Object.values(lines).map((text) => ({ say: { text, ms: 10_000 } })) },
  });
  const candidate = await aloud(interview);
  const { client } = candidate;
  await candidate.hears(lines.question);

  const happened: string[] = [];
  const stepMs = 5_000;
  let [offers, cues] = [0, loggedCount(interview.id, "gemini.cued")];
  const look = async (step: number) => {
    const atSecond = ((step + 1) * stepMs) / 1_000;
    await candidate.settled();
    if (client.of("notice").length > offers) happened.push(`${atSecond} offer ${client.of("notice")[offers++]?.kind}`);
    if (loggedCount(interview.id, "gemini.cued") === cues) return;
    cues += 1;
    const [name, line] = Object.entries(lines)[happened.filter((it) => !it.includes("offer")).length + 1] ?? ["", ""];
    happened.push(`${atSecond} ${name}`);
    await candidate.hears(line);
  };
  await candidate.say(fiveMinutes, look, stepMs);
  const offer = `offer ${Notice_Kind.KIND_SILENCE_OFFERED}`;
  expect(happened).toEqual([`55 ${offer}`, "75 help", "115 moveOn", `170 ${offer}`, "190 helpAgain", "230 askToStop"]);
  await interview.pass(4_999);
  expect(interview.phases().at(-1)).toMatch(/^IN_PROGRESS/);
  expect((await interview.sessions()).map(({ audioBytes }) => audioBytes)).toEqual([0]);
  await interview.pass(1);
  vi.useRealTimers();
  expect((await client.closes()).code).toBe(1000);
  const { interview: stored, transcript } = await interview.became("COMPLETED");
  expect([stored.endReason, transcript.map(({ content }) => content)]).toEqual(["GEMINI_ENDED", Object.values(lines)]);
});

it("does not count while the candidate is muted, also after an eviction", async () => {
  stopClock();
  const refused = { closeAtSetup: { code: 1011, reason: "Internal error encountered." } };
  const interview = await prepareInterview({ scenario: { hears: false, attempts: [{}, refused] } });
  const joining = interview.join();
  await until("the app's being asked", async () => (await interview.app()).calls.length > 0);
  await interview.pass(100);
  const client = await joining;
  await client.until("sessionStarted");
  client.send({ $case: "muted", value: { isOn: true } });
  client.send({ $case: "ping", value: { nonce: "1" } });
  await client.until("pong");
  await interview.act({ close: { code: 1011, reason: "Internal error encountered." } });
  await interview.phase("IN_PROGRESS.gemini.resuming.waiting client.present");
  await evictDurableObject(interview.stub());
  vi.clearAllTimers();
  await interview.configure();
  client.send({ $case: "ping", value: { nonce: "2" } });
  await client.until("pong", 2);
  await interview.phase("IN_PROGRESS.gemini.conversing client.present");
  const before = client.of("turnState").length;
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Where were we?" }, turnComplete: true } } });
  await until("the turn's end", () => client.of("turnState").slice(before).at(-1)?.floor === TurnState_Floor.FLOOR_OPEN);
  await interview.pass(60_000);
  client.send({ $case: "ping", value: { nonce: "3" } });
  await client.until("pong", 3);
  expect(client.of("notice").filter(({ kind }) => kind === Notice_Kind.KIND_SILENCE_OFFERED)).toEqual([]);
});

it("restarts with a press, and starts only after the interviewer's sound was heard", async () => {
  const { interview, client, pass, notices } = await asked();
  await pass(24_000);
  const before = client.of("turnState").length;
  client.send({ $case: "steer", value: { what: Steer_What.WHAT_MORE_TIME } });
  client.send({ $case: "ping", value: { nonce: "1" } });
  await until("the pong", () => client.of("pong").length === 1);
  await pass(24_000);
  expect(notices()).toEqual([]);
  await interview.act({ say: { text: "No hurry.", ms: 3_000 } });
  await until("the turn's end", () => client.of("turnState").slice(before).at(-1)?.floor === TurnState_Floor.FLOOR_OPEN);
  await pass(27_000);
  expect(notices()).toEqual([]);
  await pass(1_000);
  await until("the offer", () => notices().length === 1);
});

it("begins when the client reports that the interviewer is no longer heard", async () => {
  const { interview, client, pass, notices } = await asked();
  const heard = async (isAudible: boolean) => {
    const pongs = client.of("pong").length;
    client.mark(isAudible);
    client.send({ $case: "ping", value: { nonce: "1" } });
    await until("the pong", () => client.of("pong").length > pongs);
  };
  const before = client.of("turnState").length;
  await interview.act({ say: { text: "No hurry.", ms: 3_000 } });
  await until("the turn's end", () => client.of("turnState").slice(before).at(-1)?.floor === TurnState_Floor.FLOOR_OPEN);
  await heard(true);
  // Its sound arrived with pauses.
  await pass(10_000);
  await heard(false);
  await pass(24_999);
  expect(notices()).toEqual([]);
  await pass(1);
  await until("the offer", () => notices().length === 1);
});

it.each([
  ["that helps", [lines.help], true],
  ["that asks another question after it", [lines.help, lines.moveOn], undefined],
])("says of an answer that the interviewer helped with it after a line %s: %j", async (_, spoken, nudged) => {
  const turns = [lines.question, ...spoken, lines.helpAgain].map((text) => ({ say: { text, ms: 1_000 } }));
  const interview = await prepareInterview({ scenario: { attempts: [{ heardAs: ["I would listen."] }], turns } });
  const candidate = await aloud(interview);
  const { client } = candidate;
  await candidate.hears(lines.question);
  for (const line of spoken) {
    const cues = loggedCount(interview.id, "gemini.cued");
    for (let step = 0; step < 30 && loggedCount(interview.id, "gemini.cued") === cues; step++)
      await candidate.say(room(5_000), undefined, 5_000);
    await candidate.hears(line);
  }
  await candidate.say(room(3_000));
  await candidate.say(talk(3_000, 4));
  await candidate.fallsSilent();
  await candidate.hears(lines.helpAgain);
  vi.useRealTimers();
  client.requestEnd();
  const { calls } = await interview.became("COMPLETED");
  const { transcript } = calls.find(({ route }) => route === "transcript")?.body as TranscriptSubmission;
  expect(transcript.map(({ speaker }) => speaker).slice(0, -1)).toEqual(["AI", ...spoken.map(() => "AI"), "USER"]);
  expect(transcript.find(({ speaker }) => speaker === "USER")?.speech?.nudged).toBe(nudged);
});
