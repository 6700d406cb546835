import { expect, it, vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { Patience_Mode, TurnState_Floor } from "../../proto/gen/interview.ts";
import { prepareInterview, say } from "../testing/interview.ts";

it("greets every connection with the same end, a token that opens the next one, and what was said", async () => {
  const interview = await prepareInterview();
  const first = await interview.join();
  const { endsAtUnixMs, resumeToken } = await first.until("sessionStarted");
  await interview.act(say("First question?"));
  await first.until("transcriptUpdate", 2);
  await interview.act({ send: { serverContent: { inputTranscription: { text: "I was about to" } } } });
  await first.until("transcriptUpdate", 3);
  first.leave();
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  const second = await interview.join({ token: resumeToken });
  expect((await second.until("sessionStarted")).endsAtUnixMs).toBe(endsAtUnixMs);
  await second.until("transcriptUpdate", 2);
  expect(second.captions()).toEqual(["AI. First question?", "USER… I was about to"]);
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["deadline", "pulse", "silence", "wrapUp"]));
  await interview.act(say("Second question?"));
  await second.until("audioResponse");
  expect(await interview.sessions()).toHaveLength(1);
});

it("lets the newest connection win: the older is closed 4003, which does not count as leaving", async () => {
  const interview = await prepareInterview();
  const first = await interview.join();
  await first.until("sessionStarted");
  const second = await interview.join();
  await second.until("sessionStarted");
  expect((await first.closes()).code).toBe(4003);
  await vi.waitFor(async () => expect(await interview.alarms()).toEqual(["deadline", "pulse", "silence", "wrapUp"]));
  await interview.act(say("Hello?"));
  await second.until("audioResponse");
  expect([first.of("audioResponse"), first.of("sessionEnded")]).toEqual([[], []]);
});

it("lets a second tab take over an interview that is not live yet, within the same attempt", async () => {
  const interview = await prepareInterview({ scenario: { setupDelayMs: 200 }, plan: { read: [{ delayMs: 300 }] } });
  const first = await interview.join();
  const second = await interview.join();
  expect((await first.closes()).code).toBe(4003);
  await second.until("sessionStarted");
  expect((await interview.app()).calls.map(({ route }) => route)).toEqual(["read", "status"]);
  expect(await interview.sessions()).toHaveLength(1);
});

it("closes the socket at once when the client closes it, and leaves nothing waiting", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  client.leave();
  expect(await client.closes()).toEqual({ code: 1001, reason: "gone" });
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
});

it("ends DISCONNECTED and COMPLETED when nobody returns within the grace period", async () => {
  const interview = await prepareInterview();
  const client = await interview.join();
  await client.until("sessionStarted");
  await interview.act(say("Hello?"));
  await client.until("transcriptUpdate", 2);
  client.leave();
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  expect(await interview.alarms()).toContain("grace");
  await interview.alarm();
  const { interview: stored, transcript } = await interview.became("COMPLETED");
  expect([stored.endReason, transcript.map(({ content }) => content)]).toEqual(["DISCONNECTED", ["Hello?"]]);
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
});

it("drops the attempt when the candidate leaves before it is live, and starts over when they return", async () => {
  const interview = await prepareInterview({ scenario: { attempts: [{ neverSetupComplete: true }] } });
  const first = await interview.join();
  await interview.session();
  first.leave();
  await interview.recorded(1, ({ closedAtUnixMs }) => closedAtUnixMs !== null);
  expect((await interview.app()).interview.status).toBe("PENDING");
  await (await interview.join()).until("sessionStarted");
});

it("speaks to a new connection at the rate it asks for", async () => {
  const interview = await prepareInterview();
  const first = await interview.join();
  await first.until("sessionStarted");
  const second = await interview.join({ rate: 24_000 });
  await second.until("sessionStarted");
  await interview.act(say("Hello?"));
  await second.until("audioResponse");
  expect(second.sound().length).toBe(40 * 48);
});

it("continues when Gemini is lost while the candidate is away", async () => {
  const interview = await prepareInterview();
  const first = await interview.join();
  await first.until("sessionStarted");
  await interview.act(say("Hello?"));
  await first.until("transcriptUpdate", 2);
  await interview.handle();
  first.leave();
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  await interview.act({ terminate: true });
  await interview.session(2);
  const second = await interview.join();
  await second.until("sessionStarted");
  expect(second.captions()).toEqual(["AI. Hello?"]);
});

it("reports a mode when it is chosen, whoever has the floor, without changing the turn or its time", async () => {
  const interview = await prepareInterview({ scenario: { hears: false } });
  const client = await interview.join();
  await client.until("sessionStarted");
  const chosen = async (mode: Patience_Mode) => {
    const pongs = client.of("pong").length;
    const told = client.of("turnState").length;
    client.send({ $case: "patience", value: { mode } });
    client.send({ $case: "ping", value: { nonce: "1" } });
    await client.until("pong", pongs + 1);
    return client.of("turnState").slice(told);
  };
  await interview.act({ send: { serverContent: { outputTranscription: { text: "First question?" } } } });
  await until("the interviewer's turn", () => client.of("turnState").at(-1)?.floor === TurnState_Floor.FLOOR_INTERVIEWER);
  const ofInterviewer = client.of("turnState").at(-1);
  expect(await chosen(Patience_Mode.MODE_PATIENT)).toEqual([{ ...ofInterviewer, mode: Patience_Mode.MODE_PATIENT }]);
  await interview.act({ send: { serverContent: { turnComplete: true } } });
  await until("the open floor", () => client.of("turnState").at(-1)?.floor === TurnState_Floor.FLOOR_OPEN);
  expect(await chosen(Patience_Mode.MODE_QUICK)).toMatchObject([{ floor: TurnState_Floor.FLOOR_OPEN, mode: Patience_Mode.MODE_QUICK }]);
  client.send({ $case: "think", value: { isOn: true } });
  await until("the thought", () => client.of("turnState").at(-1)?.floor === TurnState_Floor.FLOOR_HELD);
  const ofThought = client.of("turnState").at(-1);
  expect(ofThought?.untilUnixMs).toBeGreaterThan(Date.now());
  expect(await chosen(Patience_Mode.MODE_HOLD_TO_TALK)).toEqual([{ ...ofThought, mode: Patience_Mode.MODE_HOLD_TO_TALK }]);
});
