import { describe, expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { aloud, findSpeech, room, talk } from "../testing/aloud.ts";
import { prepareInterview } from "../testing/interview.ts";

const questions = Array.from({ length: 7 }, (_, at) => `This is question number ${at + 1} of this long interview.`);
const answers = questions.map((_, at) => `And this was answer number ${at + 1}.`);
const minuteMs = 60_000;

it.each(["gemini-3.8-live", "gemini-3.1-flash-live-preview"])(
  "rotates six times, each in the middle of an answer, and the new session hears all of it, on %s",
  async (model) => {
    const turns = questions.map((text) => ({ say: { text, ms: 200 } }));
    const interview = await prepareInterview({
      env: { GEMINI_LIVE_MODEL: model },
      // The first session hears no answer to its end.
      scenario: { attempts: [{}, ...answers.map((answer) => ({ heardAs: [answer] }))], turns },
    });
    const candidate = await aloud(interview);
    const { client } = candidate;
    for (const [at, question] of questions.slice(0, 6).entries()) {
      await candidate.hears(question);
      // Not sooner than the pace at which an interview follows a service that announces the end of session after session.
      client.send({ $case: "muted", value: { isOn: true } });
      await interview.pass(4 * minuteMs);
      client.send({ $case: "muted", value: { isOn: false } });
      await candidate.say(room(2_000));
      const answer = talk(30_000, at + 2);
      // In the middle of the answer, 5 s before the connection would end.
      await candidate.say(answer, async (second) => {
        if (second === 3) await interview.act({ goAway: { timeLeft: "20s", closeAfterMs: null } });
      });
      const sessions = await interview.sessions();
      expect(sessions).toHaveLength(at + 2);
      await candidate.fallsSilent();
      await candidate.hears(questions[at + 1]!);
      const { beforeMs, afterMs, isWhole } = await findSpeech(answer, await interview.heard(sessions[at + 1]!.id));
      expect({ at, isWhole }).toEqual({ at, isWhole: true });
      expect([beforeMs, afterMs]).toSatisfy(([before, after]) => before <= 800 && after <= 3_000);
    }
    vi.useRealTimers();
    client.requestEnd();
    const { transcript } = await interview.became("COMPLETED");
    const lines = questions.flatMap((question, at) => [`AI ${question}`, `USER ${answers[at]}`]).slice(0, -1);
    expect(transcript.map(({ speaker, content }) => `${speaker} ${content}`)).toEqual(lines);
    expect(client.of("sessionStarted")).toHaveLength(1);
  },
);

describe.each([
  ["manual", "gemini-2.5-flash-native-audio-latest"],
  ["gated", "gemini-3.8-live"],
  ["automatic", "gemini-3.8-live"],
])("a session lost after some words of an answer, %s on %s", (plan, model) => {
  const answering = async (next: object = {}, first: object = {}) => {
    const interview = await prepareInterview({
      env: { GEMINI_LIVE_MODEL: model, GEMINI_TURN_TAKING: plan },
      scenario: { attempts: [first, { heardAs: [answers[0]], ...next }], turns: questions.map((text) => ({ say: { text, ms: 200 } })) },
    });
    const candidate = await aloud(interview);
    const { client } = candidate;
    await candidate.hears(questions[0]!);
    await candidate.say(room(2_000));
    const stored = async (end: () => unknown = () => client.requestEnd()) => {
      vi.useRealTimers();
      await end();
      const { transcript } = await interview.became("COMPLETED");
      return transcript.map(({ speaker, content }) => `${speaker} ${content}`);
    };
    const loses = async () => {
      await interview.act({ send: { serverContent: { inputTranscription: { text: " And this was" } } } });
      await until("its words", () => client.captions().some((it) => it.includes("And this was")));
      await interview.act({ terminate: true });
      await interview.session(2);
    };
    return { candidate, client, interview, loses, stored };
  };

  it("leaves each word once: the next session hears the answer from its beginning", async () => {
    const { candidate, client, loses, stored } = await answering();
    const saidAtMs = Date.now();
    await candidate.say(talk(6_000, 2), async (second) => {
      if (second === 2) await loses();
    });
    await candidate.fallsSilent();
    await candidate.hears(questions[1]!);
    const said = client.of("transcriptUpdate").filter(({ speaker }) => speaker === "USER");
    expect(new Set(said.map(({ seq }) => seq)).size).toBe(1);
    expect(said.at(-1)!.atMs + client.of("sessionStarted")[0]!.startedAtUnixMs - saidAtMs).toBeLessThan(1_000);
    expect((await stored()).slice(0, 2)).toEqual([`AI ${questions[0]}`, `USER ${answers[0]}`]);
  });

  it("keeps the words of the previous answer, which is not heard again", async () => {
    const { candidate, client, interview, loses, stored } = await answering({}, { hears: false });
    await candidate.say(talk(2_000, 3));
    await candidate.fallsSilent();
    await interview.act({ send: { serverContent: { inputTranscription: { text: "Let me think." } } } });
    await until("its words", () => client.captions().some((it) => it.includes("Let me think.")));
    await candidate.say(talk(6_000, 2), async (second) => {
      if (second === 2) await loses();
    });
    await candidate.fallsSilent();
    await candidate.hears(questions[1]!);
    expect((await stored()).slice(0, 2)).toEqual([`AI ${questions[0]}`, `USER Let me think. ${answers[0]}`]);
  });

  it("does not repeat an answer that the interviewer began to reply to within its last pause", async () => {
    const { candidate, client, interview, stored } = await answering({}, { hears: false });
    const answer = talk(3_000, 2);
    await candidate.say(answer);
    await candidate.say(room(600));
    await interview.act({ send: { serverContent: { inputTranscription: { text: answers[0] } } } });
    await interview.act({ send: { serverContent: { outputTranscription: { text: "Good. And" } } } });
    await until("the reply", () => client.captions().some((it) => it.includes("Good. And")));
    await candidate.say(room(2_000));
    await interview.act({ terminate: true });
    const next = await interview.session(2);
    await candidate.fallsSilent();
    await candidate.hears(questions[1]!);
    expect((await stored()).slice(0, 4)).toEqual([`AI ${questions[0]}`, `USER ${answers[0]}`, "AI Good. And", `AI ${questions[1]}`]);
    expect((await findSpeech(answer, await interview.heard(next.id))).isWhole).toBe(false);
  });

  // Otherwise Gemini decides what becomes of sound after which something is typed.
  if (plan !== "automatic")
    it("leaves each word once, ahead of what is typed before the next session is there", async () => {
      const { candidate, client, interview, stored } = await answering({ neverSetupComplete: true });
      await candidate.say(talk(3_000, 2));
      await interview.act({ send: { serverContent: { inputTranscription: { text: " And this was" } } } });
      await until("its words", () => client.captions().some((it) => it.includes("And this was")));
      await interview.act({ terminate: true });
      await interview.phase("IN_PROGRESS.gemini.resuming.reopening client.present");
      await interview.session(2);
      client.send({ $case: "textAnswer", value: { text: "In 2021.", clientId: "a1" } });
      await candidate.settled();
      await interview.act({ completeSetup: true });
      await until("the session", () => interview.phases().at(-1)?.includes("conversing"));
      await candidate.fallsSilent();
      await until("the words", () => client.captions().includes(`USER. ${answers[0]}`));
      expect((await stored()).slice(0, 3)).toEqual([`AI ${questions[0]}`, `USER ${answers[0]}`, "USER In 2021."]);
    });

  it("keeps the words when the next session transcribes none", async () => {
    const { candidate, client, interview, loses, stored } = await answering({ hears: false });
    await candidate.say(talk(4_000, 2), async (second) => {
      if (second === 2) await loses();
    });
    expect(await stored(() => interview.endMidAnswer(client))).toEqual([`AI ${questions[0]}`, "USER And this was"]);
  });
});

describe("a candidate who ends while another session is being opened in the middle of their answer", () => {
  const ending = async (model: string, next: object = {}) => {
    const interview = await prepareInterview({
      env: { GEMINI_LIVE_MODEL: model },
      scenario: {
        attempts: [{}, { neverSetupComplete: true, heardAs: [answers[0]], ...next }],
        turns: [{ say: { text: questions[0], ms: 200 } }, { say: { text: questions[1], ms: 200 } }],
      },
    });
    const candidate = await aloud(interview);
    const { client } = candidate;
    await candidate.hears(questions[0]!);
    await candidate.say(room(2_000));
    const answer = talk(3_000, 2);
    await candidate.say(answer);
    await interview.act({ terminate: true });
    await interview.phase("IN_PROGRESS.gemini.resuming.reopening client.present");
    await interview.session(2);
    client.requestEnd();
    await candidate.settled();
    const ended = async () => {
      vi.useRealTimers();
      expect(await client.until("sessionEnded")).toEqual({ reason: 1 });
      const { transcript } = await interview.became("COMPLETED");
      return transcript.map(({ speaker, content }) => `${speaker} ${content}`);
    };
    return { interview, client, answer, ended };
  };

  it.each(["gemini-3.8-live", "gemini-3.1-flash-live-preview"])(
    "keeps the answer's words if the session opens soon enough, on %s",
    async (model) => {
      const { interview, client, answer, ended } = await ending(model);
      await interview.pass(1_000);
      await interview.act({ completeSetup: true });
      await until("the words", () => client.captions().some((it) => it.includes(answers[0]!)));
      expect((await findSpeech(answer, await interview.heard((await interview.session(2)).id))).isWhole).toBe(true);
      await interview.pass(500);
      expect(await ended()).toEqual([`AI ${questions[0]}`, `USER ${answers[0]}`]);
    },
  );

  it("waits two seconds at most for the session, and not at all once it is refused", async () => {
    const slow = await ending("gemini-3.8-live");
    await slow.interview.pass(1_999);
    expect(slow.client.of("sessionEnded")).toEqual([]);
    await slow.interview.pass(1);
    expect(await slow.ended()).toEqual([`AI ${questions[0]}`]);
    const refused = await ending("gemini-3.8-live");
    await refused.interview.act({ close: { code: 1008, reason: "API key not valid." } });
    expect(await refused.ended()).toEqual([`AI ${questions[0]}`]);
  });
});
