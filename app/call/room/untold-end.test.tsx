import { act, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { Notice_Kind, SessionEnded_Reason, TurnState_Floor } from "../../../proto/gen/interview.ts";
import { enter } from "../testing/enter-room.tsx";
import { frames, said } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";
import { heading } from "../testing/seen.ts";

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_DUE, FLOOR_INTERVIEWER } = TurnState_Floor;
const status = "/api/interviews/i-1/status";
const ended = [status, expect.objectContaining({ method: "POST", body: '{"status":"COMPLETED"}' })];
const silence = ({ signal }: RequestInit) =>
  new Promise<Response>((_, refuse) => signal?.addEventListener("abort", () => refuse(new DOMException("", "AbortError"))));

/** For how long (ms) an end is asked for when nothing answers: 8 s on each of three lines, with a second and a half between them. */
const untilGivenUpMs = 25_500;

/** Ends the interview in the room. The Worker does not confirm the end; timers are fake from then on. */
const endUnheard = async () => {
  const call = renderCall();
  await call.goLive();
  call.minted.mockClear();
  await call.press("End Interview");
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await call.press("End interview");
  return call;
};
const type = async ({ press, user }: Pick<Awaited<ReturnType<typeof enter>>, "press" | "user">) => {
  await press("Type");
  await screen.findByRole("textbox");
  await user.paste("I led it.");
  await press("Send");
};
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => sessionStorage.clear());

it("is confirmed with the app before the room leads on, with the last words shown until the app answers", async () => {
  const { minted, onOver } = await endUnheard();
  minted.mockImplementation((_, request) => silence(request));
  await pass(untilGivenUpMs);
  await heading("That’s it. It ended before your first answer. That happens.");
  expect(minted).not.toHaveBeenCalled();
  await pass(2_500);
  expect(minted.mock.calls).toEqual([ended]);
  await pass(5_000);
  await heading(/^That’s it\..* PrepPal cannot be reached: your report opens once it can\.$/);
  await pass(5_000);
  expect([minted.mock.calls.length, onOver.mock.calls.length]).toEqual([2, 0]);
  minted.mockImplementation(async () => Response.json({}));
  await pass(10_000);
  expect([minted.mock.calls, onOver.mock.calls.length]).toEqual([[ended, ended, ended], 1]);
});

it.each([
  ["the network is gone", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["the app fails", async () => new Response(null, { status: 503 })],
  ["the account has reached its limit of requests", async () => new Response(null, { status: 429 })],
])("is requested again once the browser is online, where %s", async (_, answer) => {
  const { minted, onOver } = await endUnheard();
  minted.mockImplementation(answer);
  await pass(untilGivenUpMs + 2_500);
  await heading(/PrepPal cannot be reached/);
  minted.mockImplementation(async () => Response.json({}));
  await act(async () => void window.dispatchEvent(new Event("online")));
  await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
});

it.each([
  ["by a message", null],
  ["by closing after it", 1000],
  ["by saying that it was over already", 4004],
])("asks the app nothing when the Worker has confirmed the end %s", async (_, code) => {
  const { minted, onOver, receive, close } = await endUnheard();
  if (code === null) receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
  else close(code);
  await pass(2_500);
  await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  expect(minted).not.toHaveBeenCalled();
});

it("is requested again by a page reloaded in between, which says so and leads to the report", async () => {
  const { unmount } = await endUnheard();
  unmount();
  vi.useRealTimers();
  const { browser, wire, open, receive, minted, onOver } = renderCall({ status: "IN_PROGRESS" });
  await vi.waitFor(async () => expect(await heading(/^Finishing your interview/)).toHaveFocus());
  await vi.waitFor(wire);
  expect(wire().url).toContain("token=resume-1");
  open();
  expect(said(wire().sent)).toEqual(["end"]);
  receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
  await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  expect(await heading("Finishing your interview This takes a few seconds.")).toBeVisible();
  expect([minted.mock.calls, browser.microphone.streams, sessionStorage.length, localStorage.length]).toEqual([[], [], 0, 0]);
});

it("is requested once more by a page reloaded after the Worker greeted it, and before it confirmed the end", async () => {
  const before = await endUnheard();
  before.unmount();
  vi.useRealTimers();
  const greeted = renderCall({ status: "IN_PROGRESS" });
  await vi.waitFor(greeted.wire);
  greeted.open();
  greeted.receive(frames.started({ resumeToken: "resume-2" }));
  greeted.unmount();
  const { wire, open } = renderCall({ status: "IN_PROGRESS" });
  await vi.waitFor(wire);
  open();
  expect(said(wire().sent)).toEqual(["end"]);
});

it("goes out on another line when the first swallows it, after the words that went the same way", async () => {
  const { receive, press, open, wire, speak, connect } = renderCall();
  await connect();
  receive(frames.started({ features: ["ping"], receivedSamples: 5_000 }));
  for (let n = 1; n <= 3; n += 1) speak(n);
  await press("End Interview");
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await press("End interview");
  const swallowed = said(wire().sent);
  await pass(8_500);
  open();
  receive(frames.started({ features: ["ping"], receivedSamples: 5_640 }));
  expect([swallowed, said(wire().sent)]).toEqual([
    ["ping 0 0", 1, 2, 3, "end"],
    ["ping 0 0 1280", 2, 3, "end"],
  ]);
  receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
  await heading(/^That’s it/);
});

it("goes out on its own line after answers typed while disconnected, which are shown as pending until they arrive", async () => {
  const { receive, press, close, open, wire, ...call } = await enter(frames.caption("AI", "Hello.", true));
  close(1006);
  await type({ press, ...call });
  expect(screen.getByText("Kept, and sent once you are connected:")).toBeVisible();
  await press("End Interview");
  await press("End interview");
  expect(screen.getByText("Kept, and sent once you are connected:")).toBeVisible();
  open();
  const [answer, end] = said(wire().sent);
  expect([answer, end]).toEqual([expect.stringMatching(/^textAnswer I led it\. /), "end"]);
  receive(frames.notice(Notice_Kind.KIND_TEXT_TAKEN, String(answer).split(" ").at(-1)), frames.ended(SessionEnded_Reason.USER_INITIATED));
  await heading(/^That’s it/);
  expect([screen.queryByText("This did not arrive:"), sessionStorage.getItem("preppal.unsent.i-1")]).toEqual([null, null]);
});

it("says that the connection is slow or lost when the end takes longer than a few seconds", async () => {
  await endUnheard();
  await heading("Finishing your interview Your last words are being written down. This takes a few seconds.");
  await pass(6_000);
  const words = "Finishing your interview The line is slow, or away. It is tried for up to a minute, and what was said so far is kept.";
  await heading(words);
  expect(screen.getAllByRole("status").flatMap((it) => it.textContent || [])).toEqual([words]);
});

it("delivers speech buffered while disconnected, as far as it was kept", async () => {
  const { press, close, open, wire, speak } = await enter(frames.caption("AI", "Hello.", true));
  close(1006);
  speak(1);
  speak(2);
  await press("End Interview");
  await press("End interview");
  open();
  expect(said(wire().sent)).toEqual([1, 2, "end"]);
});

it("says that the last words may be lost, not that nothing was answered, when no line delivered them", async () => {
  const { press, close, speak } = await enter(frames.caption("AI", "Hello.", true));
  close(1006);
  for (let n = 1; n <= 25; n += 1) speak(n);
  await press("End Interview");
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await press("End interview");
  await pass(17_000);
  await heading("That’s it. What you said last may not have arrived.");
});

it.each([
  ["by a Worker that closes the socket", false],
  ["by an app that is told of the end, as the Worker is away", true],
])("says that the interview was deleted in another tab, and leads to the dashboard and to no report, when told %s", async (_, isAway) => {
  const isDeleted = async () => new Response(null, { status: 404 });
  const { goLive, receive, press, close, minted, onOver } = renderCall({ health: isDeleted });
  await goLive();
  receive(frames.caption("USER", "I did.", true));
  minted.mockImplementation(isDeleted);
  await press("End Interview");
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await press("End interview");
  if (isAway) await pass(untilGivenUpMs);
  else close(4004);
  await pass(2_500);
  await heading("This interview was deleted");
  expect(screen.getByRole("link", { name: "Back to the dashboard" })).toBeVisible();
  expect([screen.queryByRole("button"), onOver.mock.calls]).toEqual([null, []]);
});

it("waits for the candidate when a typed answer did not arrive, and says so", async () => {
  const { receive, press, onOver, ...call } = await enter(frames.caption("AI", "Hello.", true));
  await type({ press, ...call });
  await press("End Interview");
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await press("End interview");
  receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
  await heading("That’s it. What you typed last did not arrive. It stays here until you go on: copy it if you want to keep it.");
  await pass(60_000);
  expect(screen.getByText("This did not arrive:").parentElement).toHaveTextContent("I led it.");
  expect(onOver).not.toHaveBeenCalled();
  await press("To your report");
  await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
});

it("also shows what did not arrive on a page reloaded in between", async () => {
  sessionStorage.setItem("preppal.end.i-1", "resume-0");
  sessionStorage.setItem("preppal.unsent.i-1", '[{"text":"I led it.","clientId":"c1"}]');
  const { wire, close, press, onOver } = renderCall({ status: "IN_PROGRESS" });
  await vi.waitFor(wire);
  close(4004);
  await heading(/^That’s it\. What you typed last did not arrive\./);
  expect(screen.getByText("This did not arrive:").parentElement).toHaveTextContent("I led it.");
  await press("To your report");
  await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
});

it("leads on from a confirmed end only once the app answers, and asks it at once on request", async () => {
  let isThere = false;
  let asked = 0;
  const health = (request: RequestInit) => {
    asked += 1;
    return isThere ? Promise.resolve(Response.json({})) : silence(request);
  };
  const { goLive, receive, press, onOver } = renderCall({ health });
  await goLive();
  vi.useFakeTimers({ shouldAdvanceTime: true });
  receive(frames.caption("USER", "I did.", true), frames.ended(SessionEnded_Reason.TIMEOUT));
  await press("To your report");
  await pass(5_000);
  await heading(/^The time is up\..* PrepPal cannot be reached: your report opens once it can\.$/);
  expect(screen.getByRole("log")).toHaveTextContent("I did.");
  isThere = true;
  const before = asked;
  await press("Try again");
  await vi.waitFor(() => expect(onOver).toHaveBeenCalledTimes(1));
  expect(asked).toBe(before + 1);
});

it("never says that nothing was answered when the words of a spoken answer have not come", async () => {
  const { receive, press } = await enter(frames.caption("AI", "Hello.", true), frames.turn(FLOOR_OPEN), frames.turn(FLOOR_ANSWERING));
  receive(frames.turn(FLOOR_DUE), frames.turn(FLOOR_INTERVIEWER));
  await press("End Interview");
  expect(screen.getByText(/^You gave 1 answer\./)).toBeVisible();
  await press("End interview");
  receive(frames.ended(SessionEnded_Reason.USER_INITIATED));
  await heading(/^That’s it\. 1 answer, .+ Well done for saying it aloud\.$/);
});

it("counts a spoken answer once, whose words came before the interviewer went on", async () => {
  const { receive, press } = await enter(frames.caption("AI", "Hello.", true, { seq: 1 }), frames.turn(FLOOR_ANSWERING));
  receive(frames.caption("USER", "I led it.", true, { seq: 2 }), frames.turn(FLOOR_DUE), frames.turn(FLOOR_INTERVIEWER));
  receive(frames.caption("AI", "And then?", true, { seq: 3 }));
  await press("End Interview");
  expect(screen.getByText(/^You gave 1 answer\./)).toBeVisible();
});

it("says what did not arrive when the interview ended without it", async () => {
  const call = await enter();
  await type(call);
  call.close(4004);
  await heading(/^That’s it/);
  expect(screen.getByText("This did not arrive:").parentElement).toHaveTextContent("I led it.");
});

it("is dropped when the interview continues here after all", async () => {
  const { close, press, receive, open, wire, browser, unmount } = await endUnheard();
  close(4003);
  vi.useRealTimers();
  await press("Take it back here");
  await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
  open();
  receive(frames.started({ resumeToken: "resume-2" }));
  unmount();
  const again = renderCall({ status: "IN_PROGRESS" });
  await vi.waitFor(() => expect(again.wire().url).toContain("token=resume-2"));
  expect([again.minted.mock.calls, wire().closedWith]).toEqual([[], 1000]);
});
