import { act, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Item_State, Notice_Kind, Patience_Mode, TurnState_Floor } from "../../../proto/gen/interview.ts";
import { enter, features, toldIn } from "../testing/enter-room.tsx";
import { frames } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_DUE, FLOOR_INTERVIEWER } = TurnState_Floor;

describe("notices from the Worker", () => {
  it("asks whether to end, with the ending button first", async () => {
    const { receive, press, told } = await enter(frames.notice(Notice_Kind.KIND_CONFIRM_END));
    expect(screen.getAllByRole("button", { name: /^End/ })[0]).toHaveTextContent("End here");
    await press("Keep going");
    expect(screen.queryByText("End the interview here?")).toBeNull();
    receive(frames.notice(Notice_Kind.KIND_CONFIRM_END));
    await press("End here");
    expect(told()).toEqual(["steer 6", "steer 5"]);
  });

  it("offers the stage's kind of help in a silence, until the candidate speaks", async () => {
    const { receive, user, told } = await enter(frames.notice(Notice_Kind.KIND_SILENCE_OFFERED));
    receive(frames.turn(FLOOR_ANSWERING));
    expect(screen.queryByText("Take your time")).toBeNull();
    receive(frames.turn(FLOOR_OPEN));
    const notice = () => screen.getByText("Take your time").closest<HTMLElement>("[role=status]") ?? document.body;
    for (const name of ["Hear it again", "Put it differently"]) expect(screen.getAllByRole("button", { name })).toHaveLength(2);
    await user.click(within(notice()).getByRole("button", { name: "Put it differently" }));
    expect(told()).toEqual(["steer 2"]);
  });

  it("offers help over the stage, which does not move, with the buttons side by side", async () => {
    await enter(frames.notice(Notice_Kind.KIND_SILENCE_OFFERED));
    const notices = screen.getByText("Take your time").closest(".room > *");
    expect(notices).toHaveClass("room-notices");
    expect(notices?.nextElementSibling).toHaveClass("room-stage");
    expect(screen.getByRole("button", { name: "More time" }).parentElement).toHaveClass("room-ways-out");
  });

  it("says that the interviewer is slow: to begin before the first word, to answer after it", async () => {
    const { receive } = await enter(frames.notice(Notice_Kind.KIND_PROVIDER_SLOW));
    expect(screen.getByText("The interviewer is slow to begin").closest("[role=status]")).not.toHaveTextContent("answer");
    receive(frames.caption("AI", "Why nursing?", true, { seq: 1 }));
    expect(await screen.findByText("The interviewer is slow to answer")).toBeVisible();
  });

  it("disappears with its reason: a slow notice once the interviewer speaks, a request to end once the candidate does", async () => {
    const { receive } = await enter(frames.notice(Notice_Kind.KIND_CONFIRM_END));
    receive(frames.turn(FLOOR_ANSWERING));
    expect(screen.queryByRole("button", { name: "End here" })).toBeNull();
    receive(frames.turn(FLOOR_OPEN), frames.notice(Notice_Kind.KIND_SILENCE_OFFERED), frames.turn(FLOOR_ANSWERING), frames.turn(FLOOR_DUE));
    expect(screen.queryByText("Take your time")).toBeNull();
    receive(frames.notice(Notice_Kind.KIND_PROVIDER_SLOW), frames.turn(FLOOR_INTERVIEWER));
    expect(screen.queryByText(/The interviewer is slow/)).toBeNull();
  });

  it("moves the focus to the room's heading when the focused notice goes, by a press or by itself", async () => {
    const { receive, press } = await enter();
    const isHandedOn = () => vi.waitFor(() => expect(screen.getByRole("heading", { level: 1 })).toHaveFocus());
    for (const [kind, name] of [
      [Notice_Kind.KIND_TIME_LEFT, "All right"],
      [Notice_Kind.KIND_SILENCE_OFFERED, "More time"],
      [Notice_Kind.KIND_CONFIRM_END, "Keep going"],
    ] as const) {
      receive(frames.notice(kind));
      await press(name);
      await isHandedOn();
    }
    receive(frames.notice(Notice_Kind.KIND_CONFIRM_END));
    act(() => screen.getByRole("button", { name: "Keep going" }).focus());
    receive(frames.turn(FLOOR_ANSWERING));
    await isHandedOn();
  });

  it("says what was not transcribed, and offers to type it", async () => {
    const { press } = await enter(frames.notice(Notice_Kind.KIND_NOT_WRITTEN_DOWN));
    await press("Type it");
    await vi.waitFor(async () => expect(await screen.findByRole("textbox", { name: "Type your answer" })).toHaveFocus());
  });

  it("stays with the topic of the question on the stage until the next one is asked", async () => {
    const { receive } = await enter();
    const { STATE_CURRENT, STATE_DONE, STATE_PLANNED } = Item_State;
    const told = (first: Item_State, second: Item_State) =>
      frames.agenda([
        { id: "1", topic: "Conflict", state: first },
        { id: "2", topic: "Delivery", state: second },
      ]);
    receive(frames.turn(FLOOR_DUE), told(STATE_CURRENT, STATE_PLANNED));
    expect(screen.getByText("Topic 1 of 2:", { exact: false })).toHaveTextContent("Topic 1 of 2: Conflict");
    receive(frames.turn(FLOOR_INTERVIEWER), frames.turn(FLOOR_OPEN), frames.turn(FLOOR_DUE), told(STATE_DONE, STATE_CURRENT));
    expect(screen.getByText("Topic 1 of 2:", { exact: false })).toHaveTextContent("Topic 1 of 2: Conflict");
    receive(frames.turn(FLOOR_INTERVIEWER));
    expect(screen.getByText("Topic 2 of 2:", { exact: false })).toHaveTextContent("Topic 2 of 2: Delivery 1 done");
  });

  it("shows the topics, up to where everything is stored, and the elapsed time", async () => {
    const { press, receive } = await enter();
    receive(
      frames.agenda([
        { id: "1", topic: "Conflict", state: Item_State.STATE_DONE },
        { id: "2", topic: "Delivery", state: Item_State.STATE_CURRENT },
      ]),
      frames.saved(4, Date.now() - 61_000 + 41_500),
    );
    expect(screen.getByText("Saved up to 0:41")).toBeVisible();
    expect(screen.getByText("Topic 2 of 2:", { exact: false })).toHaveTextContent("Topic 2 of 2: Delivery 1 done");
    const topics = () => screen.getAllByRole("listitem", { hidden: true }).map((it) => it.textContent);
    expect(topics()).toEqual(["✓Conflict (done)", "●Delivery (now)"]);
    receive(
      frames.agenda([
        { id: "1", topic: "Conflict", state: Item_State.STATE_DONE },
        { id: "2", topic: "Delivery", state: Item_State.STATE_SKIPPED },
      ]),
    );
    expect([topics()[1], screen.getByText("1 done, 1 skipped")]).toEqual(["–Delivery (skipped)", expect.anything()]);
    await press("Show the time gone");
    expect(screen.getByRole("timer", { name: "Time gone" })).toHaveTextContent("01:01");
  });

  it("says when words of half a minute ago are still not stored", async () => {
    const { receive } = await enter(frames.saved(1, Date.now() - 50_000));
    receive(frames.caption("USER", "I led it.", true, { seq: 2, atMs: 40_000 }));
    expect(screen.queryByText(/not stored yet/)).toBeNull();
    receive(frames.caption("USER", "And before.", true, { seq: 3, atMs: 20_000 }));
    receive(frames.caption("USER", "", true, { seq: 2, atMs: 40_000 }));
    expect(await screen.findByText(/not stored yet/)).toHaveAttribute("role", "alert");
    receive(frames.saved(3, Date.now()));
    expect(screen.queryByText(/not stored yet/)).toBeNull();
  });

  it("waits after a reconnection for the current storage state before reporting anything as unstored", async () => {
    const { receive, close, open, browser } = await enter(frames.saved(1, Date.now() - 50_000));
    close(1006);
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(2));
    open();
    receive(
      frames.started({ features, nowUnixMs: Date.now(), startedAtUnixMs: Date.now() - 61_000, endsAtUnixMs: Date.now() + 3_600_000 }),
    );
    receive(frames.caption("USER", "I led it.", true, { seq: 2, atMs: 20_000 }));
    expect(await screen.findByText("I led it.")).toBeVisible();
    expect(screen.queryByText(/not stored yet/)).toBeNull();
  });

  it("shows the topics of the plan when the Worker reports none", async () => {
    const call = renderCall({ topics: [{ id: "q1", topic: "Landing" }] });
    await call.connect();
    call.receive(frames.started({ features, nowUnixMs: Date.now(), endsAtUnixMs: Date.now() + 3_600_000 }));
    expect(screen.getByText("Landing").closest("li")).toHaveTextContent("Landing (to come)");
    call.receive(frames.agenda([{ id: "q1", topic: "Taking off", state: Item_State.STATE_CURRENT }]));
    expect(screen.queryByText("Landing")).toBeNull();
  });

  it.each([
    ["Your answer is kept. Wait a moment before you go on.", FLOOR_ANSWERING],
    ["Wait a moment before you go on.", FLOOR_INTERVIEWER],
  ])("says while disconnected: %s", async (words, floor) => {
    const { close } = await enter(frames.turn(floor));
    close(1006);
    expect(screen.getByText("Reconnecting").nextElementSibling).toHaveTextContent(new RegExp(`^${words}$`));
  });

  it("asks and confirms nothing while disconnected", async () => {
    const { close, press, wire } = await enter(frames.turn(FLOOR_OPEN), frames.notice(Notice_Kind.KIND_CONFIRM_END));
    const { sent } = wire();
    const asked = ["End here", "Keep going", "Put it differently", "Skip"];
    for (const name of asked) expect(screen.getByRole("button", { name })).not.toHaveAttribute("aria-disabled");
    close(1006);
    for (const name of asked) expect(screen.getByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
    await press("End here");
    expect([screen.getByText("End the interview here?"), toldIn(sent)]).toEqual([expect.anything(), []]);
  });

  it("mentions the connection only when it is not good, and judges a new one by itself", async () => {
    const call = renderCall();
    await call.connect();
    vi.useFakeTimers();
    const started = () => frames.started({ features: ["ping"], nowUnixMs: Date.now(), endsAtUnixMs: Date.now() + 3_600_000 });
    call.receive(started());
    act(() => vi.advanceTimersByTime(5_000));
    call.receive(frames.pong("1"));
    expect(screen.queryByText(/connection/)).toBeNull();
    act(() => vi.advanceTimersByTime(10_000));
    expect(screen.getByText("Poor connection")).toHaveTextContent("Poor connection: captions and answers may lag");
    call.close(1006);
    await act(() => vi.advanceTimersByTimeAsync(500));
    call.open();
    call.receive(started());
    expect([call.browser.sockets.length, screen.queryByText("Poor connection")]).toEqual([2, null]);
  });
});

describe("captions and keys", () => {
  it("keep this browser's settings in the next interview too", async () => {
    const first = await enter(frames.caption("USER", "One", true, { seq: 1 }), frames.caption("USER", "Two", true, { seq: 2, atMs: 5 }));
    await first.press("Settings");
    await first.user.selectOptions(await screen.findByRole("combobox", { name: "Caption size" }), "200");
    await first.user.selectOptions(screen.getByRole("combobox", { name: "Caption colours" }), "yellowOnBlack");
    await first.user.selectOptions(screen.getByRole("combobox", { name: "Captions" }), "line");
    expect(screen.getByRole("log")).toHaveTextContent(/^You Two$/);
    first.unmount();
    sessionStorage.clear();
    localStorage.removeItem("preppal.resume.i-1");
    await enter();
    expect(screen.getByRole("log").parentElement).toHaveClass("caption-200", "caption-yellowOnBlack");
  });

  it("ignore single keys once these are switched off", async () => {
    const { press, user, told } = await enter(frames.turn(FLOOR_ANSWERING, { mode: Patience_Mode.MODE_HOLD_TO_TALK }));
    await press("Settings");
    await user.click(await screen.findByRole("checkbox", { name: "Single-key shortcuts" }));
    act(() => screen.getByRole("heading", { level: 1 }).focus());
    await user.keyboard("mtr/{Enter}{v>}{/v}");
    expect(told()).toEqual([]);
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("opens the settings with the focus in them", async () => {
    const { press } = await enter();
    await press("Settings");
    await vi.waitFor(async () => expect(await screen.findByRole("combobox", { name: "Microphone" })).toHaveFocus());
  });

  it("shows the keys when asked", async () => {
    const { user } = await enter();
    await user.keyboard("?");
    expect(await screen.findByText("Let me think", { selector: "dd" })).toBeVisible();
  });
});
