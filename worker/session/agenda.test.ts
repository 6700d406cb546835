import { describe, expect, it } from "vitest";
import type { Candidate } from "../../harness/candidate.ts";
import { until } from "../../harness/wait.ts";
import { Steer_What } from "../../proto/gen/interview.ts";
import { prepareInterview } from "../testing/interview.ts";

const questions = [
  ["q1", "Landing", "How do you land an aeroplane in heavy snow?"],
  ["q2", "Weather", "Which weather report would ground the whole fleet?"],
  ["q3", "Crew", "Tell me about a quarrel with your crew."],
].map(([id, topic, question]) => ({ id, kind: "SKILL", topic, question, probes: [], minutes: 2, source: "jd" }));

/** An interview with three planned questions, whose simulated model does what it is told. */
const planned = async (scenario: object = {}) => {
  const interview = await prepareInterview({ scenario: { hears: false, insists: false, ...scenario } });
  const body = JSON.stringify({ interview: (await interview.app()).interview, transcript: [], plan: { questions } });
  await interview.replan({ plan: { read: [{ body }] } });
  const client = await interview.join();
  await client.until("agenda");
  const note = (id: string) => interview.act({ call: { name: "note_question", args: { id } } });
  const says = (text: string) => interview.act({ send: { serverContent: { outputTranscription: { text }, turnComplete: true } } });
  const answers = async (count: number) =>
    (await interview.recorded(1, ({ toolResponses }) => toolResponses.length === count)).toolResponses;
  const end = (reason: string) => interview.act({ call: { name: "end_interview", args: { reason } } });
  return { interview, client, note, says, answers, end };
};

/** Each agenda as it came. "01" means two questions: the first planned, the second current. */
const agendas = (client: Candidate) => client.of("agenda").map(({ items }) => items.map(({ state }) => state).join(""));
const shown = (client: Candidate, states: string) => until(`the agenda ${states}`, () => agendas(client).at(-1) === states);
const skip = (client: Candidate) => client.send({ $case: "steer", value: { what: Steer_What.WHAT_SKIP } });
const type = (client: Candidate, text: string) => client.send({ $case: "textAnswer", value: { text, clientId: text } });

it("keeps nothing of the set-up or the course of a finished interview except what is reported", async () => {
  const { interview, client, note } = await planned();
  await note("q1");
  await shown(client, "100");
  await interview.renewHandle();
  const course = ["setup", "plan", "coverage", "handle"] as const;
  const stored = () => Promise.all(course.map(async (name) => (await interview.fact(name)) !== null));
  expect(await stored()).toEqual([true, true, true, true]);
  client.requestEnd();
  await interview.became("COMPLETED");
  expect(await stored()).toEqual([false, false, false, false]);
});

it("has the interviewer stop in the middle of a question, to put it in other words, to drop it, or for a typed answer", async () => {
  const { interview, client } = await planned();
  const goesOn = (serverContent: object) => interview.act({ send: { serverContent } });
  const steer = (what: Steer_What) => client.send({ $case: "steer", value: { what } });
  for (const [interrupt, words] of [
    [() => steer(Steer_What.WHAT_REPHRASE), "in other words"],
    [() => steer(Steer_What.WHAT_SKIP), "skips this question"],
    [() => type(client, "I like you."), "I like you."],
  ] as const) {
    await goesOn({ outputTranscription: { text: `Why us (${words}),` } });
    await until("its words", () => client.captions().at(-1) === `AI… Why us (${words}),`);
    interrupt();
    await interview.recorded(1, ({ clientContents }) => JSON.stringify(clientContents.at(-1)).includes(words));
    await goesOn({ outputTranscription: { text: " and not them?" } });
    await goesOn({ turnComplete: true });
  }
  await goesOn({ outputTranscription: { text: "Well." } });
  await until("the next words", () => client.captions().at(-1) === "AI… Well.");
  expect(client.captions().join()).not.toContain("not them");
});

describe("the agenda", () => {
  it("names the planned topics, and moves with what the interviewer notes and with what it says", async () => {
    const { client, note, says } = await planned();
    expect(client.of("agenda")).toEqual([{ items: questions.map(({ id = "", topic = "" }) => ({ id, topic, state: 0 })) }]);
    await note("q1");
    await shown(client, "100");
    await says("Hello. How would you land an aeroplane in heavy snow?");
    await says("I see. And which weather report grounds the whole fleet?");
    await shown(client, "210");
    await says("Interesting. Go on.");
    await note("q9");
    await note("q3");
    await shown(client, "221");
    expect(agendas(client)).toEqual(["000", "100", "210", "221"]);
  });

  it("shows what the candidate skipped until it is asked again", async () => {
    const { client, note, says } = await planned();
    await note("q1");
    await says("How do you land an aeroplane in heavy snow?");
    await client.until("transcriptUpdate");
    skip(client);
    await shown(client, "300");
    await note("q2");
    await shown(client, "310");
    await note("q1");
    await shown(client, "120");
  });

  it("is sent again on each connection and survives a crash; the next session is told of it", async () => {
    const { interview, client, note, says } = await planned({ handles: false });
    await note("q1");
    await says("How do you land an aeroplane in heavy snow?");
    await client.until("transcriptUpdate");
    skip(client);
    await shown(client, "300");
    await note("q2");
    await shown(client, "310");
    const second = await interview.join();
    await shown(second, "310");
    await interview.crash();
    const third = await interview.join();
    await shown(third, "310");
    const told = JSON.stringify((await interview.session(2)).setup);
    for (const line of ["q1 (skipped by the candidate, leave it out): How", "q2 (asked last): Which", "q3: Tell"])
      expect(told).toContain(line);
    expect(agendas(third)).toEqual(["310"]);
  });

  it("is also told to a resumed session", async () => {
    const { interview, client, note, says } = await planned();
    await note("q1");
    await says("How do you land an aeroplane in heavy snow?");
    await shown(client, "100");
    await interview.renewHandle();
    await interview.act({ close: { code: 1011, reason: "Internal error encountered." } });
    const { setup } = await interview.session(2);
    expect(setup?.["sessionResumption"]).toHaveProperty("handle");
    expect(JSON.stringify(setup)).toContain("q1 (asked last): How");
  });
});

describe("the tool that notes a question", () => {
  it("gets the answer to ask the question now, or to stay silent if it was already asked; nothing of it is shown", async () => {
    const { interview, client, note, says, answers } = await planned();
    await note("q1");
    await answers(1);
    await says("How do you land an aeroplane in heavy snow?");
    await client.until("transcriptUpdate");
    await note("q1");
    await note("nothing");
    expect(await answers(3)).toMatchObject([
      { name: "note_question", scheduling: "WHEN_IDLE", response: { status: "noted", planned_questions_left: 2 } },
      { name: "note_question", scheduling: "SILENT", response: { status: "noted" } },
      { name: "note_question", scheduling: "SILENT", response: { status: "unknown", planned_questions_left: 2 } },
    ]);
    const { clientContents, texts } = await interview.session();
    expect([clientContents.length, texts]).toEqual([1, []]);
    expect(client.finals).toEqual([{ speaker: "AI", content: "How do you land an aeroplane in heavy snow?" }]);
  });

  it("is awaited when a text of ours has asked the model to go on", async () => {
    const { client, note, says, answers } = await planned();
    await says("How do you land an aeroplane in heavy snow?");
    await shown(client, "100");
    skip(client);
    await shown(client, "300");
    await note("q2");
    expect(await answers(1)).toMatchObject([{ scheduling: "WHEN_IDLE" }]);
  });
});

describe("a completed plan", () => {
  it("may end the interview at any time, where an unfinished one would be refused", async () => {
    const { interview, client, note, says, answers, end } = await planned();
    for (const id of ["q1", "q2"]) await note(id);
    await shown(client, "210");
    await says("Which weather report would ground the whole fleet?");
    await end("plan_done");
    expect((await answers(3))[2]).toMatchObject({ response: { status: "refused", next: expect.stringContaining("(Crew)") as string } });
    skip(client);
    await note("q3");
    await shown(client, "231");
    await says("Tell me about a quarrel with your crew.");
    type(client, "It went like this.");
    await interview.recorded(1, ({ clientContents }) => JSON.stringify(clientContents).includes("are used up"));
    await end("plan_done");
    expect((await answers(5)).slice(3)).toMatchObject([
      { response: { planned_questions_left: 0, next: expect.stringContaining("last planned one") as string } },
      { response: { status: "granted" } },
    ]);
    await says("Goodbye.");
    expect((await interview.became("COMPLETED")).interview.endReason).toBe("GEMINI_ENDED");
  });

  it("is announced to the interviewer once, with the answer to its last question", async () => {
    const { interview, client, note, says } = await planned();
    for (const id of ["q1", "q2", "q3"]) await note(id);
    await shown(client, "221");
    await says("Tell me about a quarrel with your crew.");
    const cues = async () => (await interview.session()).clientContents.filter((it) => JSON.stringify(it).includes("are used up"));
    expect(await cues()).toEqual([]);
    type(client, "It went like this.");
    await until("the conclusion", async () => (await cues()).length === 1);
    await says("Thank you. Have you a question?");
    type(client, "None.");
    await interview.recorded(1, ({ clientContents }) => JSON.stringify(clientContents.at(-1)).includes("None."));
    expect(await cues()).toHaveLength(1);
  });
});
