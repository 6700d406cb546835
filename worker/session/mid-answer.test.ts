import { afterEach, expect, it, vi } from "vitest";
import { aloud, findSpeech, room, talk } from "../testing/aloud.ts";
import { prepareInterview } from "../testing/interview.ts";

afterEach(() => void vi.useRealTimers());

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
      scenario: { ways: "observed", attempts: [{}, ...answers.map((answer) => ({ heardAs: [answer] }))], turns },
    });
    const client = await interview.join();
    await client.until("sessionStarted");
    const candidate = aloud(interview, client);
    for (const [at, question] of questions.slice(0, 6).entries()) {
      await candidate.hears(question);
      // Not sooner than the pace at which the interview follows a service that says goodbye again and again.
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
