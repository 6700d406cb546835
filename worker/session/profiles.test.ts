import { expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { aloud, findSpeech, room, talk } from "../testing/aloud.ts";
import { prepareInterview } from "../testing/interview.ts";

const question = "What did you build last, and for whom?";
const followUp = "And why did that take you a whole year?";
const goodbye = "Thank you for your time today, and goodbye.";
const answers = ["It was the payments platform of a shop with four hundred thousand customers.", "Nobody knew which part of it was slow."];
const say = (text: string) => ({ say: { text, ms: 400 } });

it.each([
  "gemini-3.8-live",
  "gemini-3.8-live-extended-thinking",
  "gemini-3.1-flash-live-preview",
  "gemini-2.5-flash-native-audio-preview-12-2025",
])(
  "holds an interview to the goodbye on %s: an answer of ninety seconds in one session and one entry, without losing a sample",
  async (model) => {
    const interview = await prepareInterview({
      env: { GEMINI_LIVE_MODEL: model },
      interview: { minutes: 10 },
      scenario: { heardAs: answers, turns: [say(question), say(followUp), [say(goodbye), { callEnd: true }]] },
    });
    const candidate = await aloud(interview, { rate: 24_000 });
    const { client } = candidate;
    await candidate.hears(question);

    const long = talk(90_000, 2);
    await candidate.say(room(2_000));
    await candidate.say(long);
    expect(await interview.sessions()).toHaveLength(1);
    await candidate.fallsSilent();
    await candidate.hears(followUp);
    await candidate.say(room(2_000));
    await candidate.say(talk(5_000, 3));
    await candidate.fallsSilent();
    // This early the end is refused twice.
    await interview.recorded(1, ({ toolResponses }) => toolResponses.length === 3);
    await until("the goodbye", () => client.captions().includes(`AI. ${goodbye}`));
    for (let second = 0; second < 12 && interview.phases().at(-1)?.startsWith("IN_PROGRESS"); second++) await interview.pass(1_000);
    vi.useRealTimers();

    expect(await client.until("sessionEnded")).toEqual({ reason: 2 });
    expect((await client.closes()).code).toBe(1000);
    const { interview: stored, transcript } = await interview.became("COMPLETED");
    expect(stored.endReason).toBe("GEMINI_ENDED");
    expect(transcript.map(({ speaker, content }) => `${speaker} ${content}`)).toEqual([
      `AI ${question}`,
      `USER ${answers[0]}`,
      `AI ${followUp}`,
      `USER ${answers[1]}`,
      `AI ${goodbye}`,
    ]);
    expect(client.audioBytes).toBeGreaterThanOrEqual(3 * 400 * 48);
    const [session, ...others] = await interview.sessions();
    expect([others, client.of("error")]).toEqual([[], []]);
    const { beforeMs, isWhole } = await findSpeech(long, await interview.heard(session?.id ?? ""));
    expect(isWhole).toBe(true);
    expect(beforeMs).toBeLessThanOrEqual(800);
  },
);

it("stores a typed answer once on 3.1, where its text comes back as one with ours", async () => {
  const scenario = { pace: 0, turns: [say(question), say(followUp)] };
  const interview = await prepareInterview({ env: { GEMINI_LIVE_MODEL: "gemini-3.1-flash-live-preview" }, scenario });
  const client = await interview.join();
  await until("the question", () => client.captions().includes(`AI. ${question}`));
  client.send({ $case: "textAnswer", value: { text: answers[0]!, clientId: "a1" } });
  await until("the follow-up", () => client.captions().includes(`AI. ${followUp}`));
  client.requestEnd();
  const { transcript } = await interview.became("COMPLETED");
  expect(transcript.filter(({ speaker }) => speaker === "USER").map(({ content }) => content)).toEqual([answers[0]]);
  expect(client.captions().filter((it) => it.includes("PLATFORM"))).toEqual([]);
});
