import { expect, it } from "vitest";
import { mostEndCalls } from "./call/limits.ts";
import { closeCode } from "../contract/codes.ts";
import { startCall, startLive } from "./testing/call-bench.ts";

const closed = (code: number) => ({ type: "socket.closed", code, jitter: 1 }) as const;
const brokenLine = 1006;
const typed = { type: "text.sent", text: "I led it.", clientId: "c1" } as const;
const taken = { type: "text.taken", clientId: "c1" } as const;
/** What the socket was told, without the answers themselves. */
const told = ({ heard }: { readonly heard: string[] }) => heard.map((it) => it.split(" ").slice(0, 2).join(" "));
const leaving = ["socket answers.left", "socket end.request", "speaker speaker.flush"];

it("sends undelivered typed answers first, over the current line or the next one", async () => {
  const there = await startLive();
  there.send(typed, "call.ended");
  expect([there.value(), told(there.diary)]).toEqual([{ ending: "requested" }, leaving]);
  const away = await startLive();
  away.send(closed(brokenLine), typed, "call.ended");
  expect([away.value(), away.diary.opened, told(away.diary)]).toEqual([{ ending: "requested" }, ["socket r1"], leaving]);
});

it("is resent over another line while an answer may not have arrived, however often", async () => {
  const { value, send, clock, diary, context } = await startLive();
  send(typed, "call.ended");
  clock.pass(8_000);
  expect(value()).toEqual({ ending: "waiting" });
  clock.pass(500);
  expect([value(), diary.opened, told(diary)]).toEqual([{ ending: "requested" }, ["socket r1"], [...leaving, ...leaving]]);
  for (let tries = 1; tries < mostEndCalls; tries += 1) {
    send(closed(brokenLine));
    expect(value()).toEqual({ ending: "waiting" });
    clock.pass(5_000);
  }
  send(closed(brokenLine));
  expect([value(), context().answers.length]).toEqual([{ ending: "closing" }, 1]);
});

it.each([
  ["between two tries", false],
  ["during a try", true],
])("has tries of its own, however long the line was away before: asked for %s", async (_, isDialling) => {
  const { value, send, clock } = await startLive();
  for (let tries = 0; tries < mostEndCalls; tries += 1) {
    send(closed(brokenLine));
    clock.pass(5_000);
  }
  if (!isDialling) send(closed(brokenLine));
  send(typed, "call.ended");
  for (let tries = 1; tries < mostEndCalls; tries += 1) {
    send(closed(brokenLine));
    expect(value()).toEqual({ ending: "waiting" });
    clock.pass(5_000);
    expect(value()).toEqual({ ending: "requested" });
  }
});

it("is resent when the line breaks before it is confirmed, whether or not a typed answer goes first", async () => {
  const before = await startLive();
  before.send(typed, "call.ended", closed(brokenLine));
  const after = await startLive();
  after.send(typed, "call.ended", taken, closed(brokenLine));
  const without = await startLive();
  without.send("call.ended", closed(brokenLine));
  expect([before.value(), after.value(), without.value()]).toEqual(Array(3).fill({ ending: "waiting" }));
  expect(after.diary.page.at(-1)).toBe("keepAnswers []");
  without.clock.pass(500);
  expect([without.value(), without.diary.opened]).toEqual([{ ending: "requested" }, ["socket r1"]]);
  without.send(closed(closeCode.alreadyEnded));
  expect(without.value()).toEqual({ ending: "closing" });
});

it("is resent over two more lines when each swallows it, for at most half a minute", async () => {
  const { value, send, clock, diary } = await startLive();
  send("call.ended");
  for (const pauseMs of [500, 1_000]) {
    clock.pass(7_999);
    expect(value()).toEqual({ ending: "requested" });
    clock.pass(1);
    expect(value()).toEqual({ ending: "waiting" });
    clock.pass(pauseMs);
  }
  expect([value(), diary.opened]).toEqual([{ ending: "requested" }, ["socket r1", "socket r1"]]);
  clock.pass(8_000);
  expect(value()).toEqual({ ending: "closing" });
});

it("keeps what was typed, when every line swallowed it, until the candidate continues", async () => {
  const { value, send, clock, context } = await startLive();
  send(typed, "call.ended");
  clock.pass(30_000);
  expect(value()).toEqual({ ending: "closing" });
  clock.pass(60_000);
  expect([value(), context().answers.length]).toEqual([{ ending: "closing" }, 1]);
  send("call.ended");
  expect(value()).toEqual({ ending: "over" });
});

it("also leaves what did not arrive to a page loaded meanwhile", () => {
  const { value, send } = startCall({ resumeToken: "r0", isEnded: true, answers: [{ text: "I led it.", clientId: "c1" }] });
  send(closed(closeCode.alreadyEnded));
  expect(value()).toEqual({ ending: "closing" });
  send("call.ended");
  expect(value()).toEqual({ ending: "over" });
});

it("is resent by a page loaded meanwhile, without a microphone, and the report is shown once it is there", () => {
  const { value, send, diary } = startCall({ resumeToken: "r0", isEnded: true, answers: [{ text: "I led it.", clientId: "c1" }] });
  expect([value(), diary.opened, told(diary)]).toEqual([{ ending: "requested" }, ["speaker", "socket r0"], leaving]);
  send(taken, { type: "session.ended", reason: "USER_INITIATED", atMs: 1 });
  expect([value(), diary.page.at(-1)]).toEqual([{ ending: "over" }, "showFeedback"]);
});

it("is final for a page loaded meanwhile when the Worker says so or cannot be reached", () => {
  const there = startCall({ resumeToken: "r0", isEnded: true });
  there.send(closed(closeCode.alreadyEnded));
  const away = startCall({ resumeToken: "r0", isEnded: true });
  for (let tries = 1; tries < mostEndCalls; tries += 1) {
    away.send(closed(brokenLine));
    away.clock.pass(5_000);
  }
  expect(away.value()).toEqual({ ending: "requested" });
  away.send(closed(brokenLine));
  expect([there.value(), away.value()]).toEqual([{ ending: "over" }, { ending: "over" }]);
});
