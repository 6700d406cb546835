import { act, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { TurnState_Floor } from "../../../proto/gen/interview.ts";
import { frames } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";
import "../testing/seen.ts";

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_DUE, FLOOR_INTERVIEWER } = TurnState_Floor;

it("says that the interviewer took long, from the last word to the first sound, until an answer is quick again; never for its greeting", async () => {
  const { connect, receive, speak, browser } = renderCall();
  await connect();
  vi.useFakeTimers();
  receive(frames.started({ features: ["steer"], nowUnixMs: Date.now(), endsAtUnixMs: Date.now() + 3_600_000 }));
  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  const plays = () => act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying: true, playedMs: 0 }));
  const words = () => screen.queryByText(/took/)?.textContent;

  receive(frames.turn(FLOOR_DUE));
  pass(5_000);
  plays();
  expect(words()).toBe(undefined);

  receive(frames.turn(FLOOR_ANSWERING), frames.turn(FLOOR_DUE));
  speak(1);
  pass(4_600);
  receive(frames.turn(FLOOR_INTERVIEWER), frames.audio(1, 2));
  expect(words()).toBe(undefined);
  plays();
  expect(words()).toBe("The interviewer took 5 s to answer");
  expect(screen.getByText(/took/).closest("[role=status], [role=alert]")).toBeNull();

  receive(frames.turn(FLOOR_OPEN), frames.turn(FLOOR_ANSWERING), frames.turn(FLOOR_DUE));
  act(() => screen.getByRole("button", { name: "Hear it again" }).click());
  pass(1_000);
  plays();
  expect(words()).toBe("The interviewer took 5 s to answer");
  receive(frames.audio(3, 4));
  plays();
  expect(words()).toBe(undefined);
});

it("counts until the sound leaves the device, and takes no silence for the answer", async () => {
  const { connect, receive, browser } = renderCall();
  await connect();
  vi.useFakeTimers();
  receive(frames.started({ features: ["steer"], nowUnixMs: Date.now(), endsAtUnixMs: Date.now() + 3_600_000 }));
  Object.assign(browser.contexts[0] ?? {}, { outputLatency: 1 });
  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
  const level = (isPlaying: boolean) => act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying, playedMs: 0 }));
  receive(frames.turn(FLOOR_ANSWERING), frames.turn(FLOOR_DUE));
  pass(1_000);
  level(false);
  pass(4_000);
  level(true);
  expect(screen.getByText("The interviewer took 6 s to answer")).toBeVisible();
});

it("does not put the time without a connection down to the interviewer", async () => {
  const { connect, receive, close, open, browser } = renderCall();
  await connect();
  vi.useFakeTimers();
  const started = () => frames.started({ features: ["steer"], nowUnixMs: Date.now(), endsAtUnixMs: Date.now() + 3_600_000 });
  receive(started(), frames.turn(FLOOR_ANSWERING), frames.turn(FLOOR_DUE));
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  close(1006);
  await act(() => vi.advanceTimersByTimeAsync(4_000));
  open();
  receive(started(), frames.turn(FLOOR_INTERVIEWER), frames.audio(1, 2));
  act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying: true, playedMs: 0 }));
  expect([browser.sockets.length, screen.queryByText(/took/)]).toEqual([2, null]);
});
