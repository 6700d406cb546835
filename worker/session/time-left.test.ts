import { describe, expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { everyFrame } from "../testing/interview.ts";
import { floors, live, speak, type } from "../testing/live.ts";

describe("how long is left", () => {
  const told = "60 minutes are left";
  const answers = async (model: string, env: Record<string, string> = {}) => {
    const { interview, client } = await live({ scenario: { hears: false }, env: { GEMINI_LIVE_MODEL: model, ...env } });
    await interview.act({ send: { serverContent: { outputTranscription: { text: "Why us?" }, turnComplete: true } } });
    await until("the end of the question", () => floors(client).slice(-2).join() === "5,1");
    speak(client, 1_000);
    await until("the answer", () => floors(client).at(-1) === 2);
    client.send({ $case: "steer", value: { what: 1 } });
    await until("the answer's end", () => floors(client).at(-1) === 4);
    return { interview, client };
  };
  const toldTimes = (list: unknown[]) => list.filter((it) => JSON.stringify(it).includes(told));

  it("is sent with each answer, spoken or typed, as content outside any turn", async () => {
    const { interview, client } = await answers("gemini-3.8-live");
    await interview.recorded(1, (it) => toldTimes(it.clientContents).length === 1);
    type(client, "And it grew.", "a1");
    const { clientContents } = await interview.recorded(1, (it) => toldTimes(it.clientContents).length === 2);
    const parts = [{ text: expect.stringContaining(told) }, { text: "And it grew." }];
    expect(toldTimes(clientContents)).toMatchObject([{ turnComplete: false }, { turnComplete: true, turns: [{ parts }] }]);
  });

  it("is sent within each answer on a model that takes texts in real time", async () => {
    const { interview, client } = await answers("gemini-3.1-flash-live-preview");
    type(client, "And it grew.", "a1");
    // The opening, the spoken answer and the typed one.
    const { texts, clientContents, activities } = await interview.recorded(1, (it) => it.activities.length === 2 * 3);
    expect([toldTimes(texts).length, toldTimes(texts.slice(-2)).length, texts.at(-1), clientContents]).toEqual([2, 1, "And it grew.", []]);
    expect(activities.map(({ type }) => type)).toEqual(["start", "end", "start", "end", "start", "end"]);
  });

  it("is sent at wrap-up time to an interviewer that decides the turns and answers before our pause is over", async () => {
    const { interview, client } = await live({
      scenario: { hears: false },
      env: { GEMINI_LIVE_MODEL: "gemini-3.1-flash-live-preview", ...everyFrame },
    });
    const says = (text: string) => interview.act({ send: { serverContent: { outputTranscription: { text }, turnComplete: true } } });
    await says("Why us?");
    await until("the end of the question", () => floors(client).slice(-2).join() === "5,1");
    await interview.expire("wrapUp");
    // The pause is not over before the interviewer answers.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    speak(client, 1_000);
    await until("the answer", () => floors(client).at(-1) === 2);
    client.speak(new Uint8Array(16_000));
    await until("the pause", () => client.of("turnState").at(-1)?.untilUnixMs !== 0);
    await says("I see.");
    const { texts } = await interview.recorded(1, (it) => it.texts.length > 1);
    expect(texts.slice(1)).toEqual([expect.stringContaining("[PLATFORM] The interview is nearly over: about 60 minutes are left.")]);
  });

  it("is sent only with typed text on a model for which every text is a turn", async () => {
    const { interview, client } = await answers("gemini-3.1-flash-live-preview", everyFrame);
    expect(toldTimes((await interview.session()).texts)).toEqual([]);
    type(client, "And it grew.", "a1");
    const { texts } = await interview.recorded(1, (it) => it.texts.some((text) => text.startsWith("And it grew.")));
    expect(toldTimes(texts)).toEqual([expect.stringMatching(/^And it grew\.\n\[PLATFORM\] /)]);
  });
});
