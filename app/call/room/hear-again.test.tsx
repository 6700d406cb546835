import { act, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { TurnState_Floor } from "../../../proto/gen/interview.ts";
import { button, enter } from "../testing/enter-room.tsx";
import type { FakeBrowser } from "../testing/fake-browser.ts";
import { frames } from "../testing/frames.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
  localStorage.clear();
});

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_DUE } = TurnState_Floor;

it("replays the interviewer's last words, once, until the candidate speaks", async () => {
  const { receive, press, browser } = await enter(frames.audio(1, 2), frames.audio(3, 4), frames.turn(FLOOR_OPEN));
  const played = () => browser.node("playback")?.posted.map(({ message }) => (message as { type: string }).type);
  const before = played()?.length ?? 0;
  await press("Hear it again");
  expect(screen.getByText("Speaking (again)")).toBeVisible();
  await press("Hear it again");
  expect(played()?.slice(before)).toEqual(["play", "play", "flush", "play", "play"]);
  receive(frames.turn(FLOOR_ANSWERING));
  expect(played()?.at(-1)).toBe("flush");
  expect(screen.queryByText("Speaking (again)")).toBeNull();
  receive(frames.turn(FLOOR_DUE), frames.audio(5, 6), frames.turn(FLOOR_OPEN));
  const then = played()?.length ?? 0;
  await press("Hear it again");
  expect(played()?.slice(then)).toEqual(["play"]);
});

it("replays nothing before there was something, and says that it is replaying until the end", async () => {
  const { receive, press, browser, user } = await enter(frames.turn(FLOOR_OPEN));
  const hear = (isPlaying: boolean) => act(() => browser.node("playback")?.tells({ type: "level", rms: 0.1, isPlaying, playedMs: 0 }));
  expect(button("Hear it again")).toHaveAttribute("aria-disabled", "true");
  await user.keyboard("r");
  expect(screen.getByText("Listening")).toBeVisible();
  receive(frames.audio(1, 2));
  await press("Hear it again");
  hear(false);
  hear(true);
  expect(screen.getByText("Speaking (again)")).toBeVisible();
  hear(false);
  expect(screen.getByText("Listening")).toBeVisible();
});

it("does not say that it replays what was lost with a sound that the system had taken away", async () => {
  const { press, browser } = await enter(frames.audio(1, 2), frames.turn(FLOOR_OPEN));
  await press("Hear it again");
  act(() => browser.contexts.at(-1)?.becomes("interrupted" as AudioContextState));
  expect(screen.getByText("Listening")).toBeVisible();
  await press("Tap to turn sound on");
  act(() => browser.node("playback")?.tells({ type: "beat" }));
  act(() => browser.node("playback")?.tells({ type: "level", rms: 0, isPlaying: false, playedMs: 0 }));
  expect(screen.queryByRole("button", { name: "Tap to turn sound on" })).toBeNull();
  expect(screen.getByText("Listening")).toBeVisible();
  await press("Hear it again");
  expect(screen.getByText("Speaking (again)")).toBeVisible();
});

it.each<[string, (browser: FakeBrowser) => void]>([
  ["the system holds the sound", ({ contexts }) => contexts.at(-1)?.becomes("interrupted" as AudioContextState)],
  ["what plays it has died", ({ node }) => node("playback")?.dies()],
])("replays nothing, and does not say so, while %s, until it can be heard again", async (_, fail) => {
  const { press, browser, user } = await enter(frames.audio(1, 2), frames.turn(FLOOR_OPEN));
  act(() => fail(browser));
  await press("Hear it again");
  await user.keyboard("r");
  expect(screen.getByText("Listening")).toBeVisible();
  expect(button("Hear it again")).toHaveAttribute("aria-disabled", "true");
  await press("Tap to turn sound on");
  act(() => browser.node("playback")?.tells({ type: "beat" }));
  await press("Hear it again");
  expect(screen.getByText("Speaking (again)")).toBeVisible();
});

it("replays nothing where the player cannot be loaded again", async () => {
  const { press, browser } = await enter(frames.audio(1, 2), frames.turn(FLOOR_OPEN));
  act(() => browser.node("playback")?.dies());
  browser.audio.failing = "playback";
  await press("Tap to turn sound on");
  await screen.findByRole("button", { name: "Load the page again" });
  await press("Hear it again");
  expect(screen.getByText("Listening")).toBeVisible();
});

it("keeps a replay going, begun or restarted, whatever the audio thread sent before it heard of it", async () => {
  const { receive, press, browser } = await enter(frames.audio(1, 2), frames.turn(FLOOR_OPEN));
  const node = browser.node("playback");
  const hear = (isPlaying: boolean, seen: number) => act(() => node?.tells({ type: "level", rms: 0.1, isPlaying, playedMs: 0, seen }));
  await press("Hear it again");
  const begun = node?.posted.length ?? 0;
  for (const isPlaying of [true, false]) hear(isPlaying, begun - 1);
  expect(screen.getByText("Speaking (again)")).toBeVisible();
  hear(true, begun);
  await press("Hear it again");
  hear(true, begun);
  hear(false, begun + 1);
  expect(screen.getByText("Speaking (again)")).toBeVisible();
  const all = node?.posted.length ?? 0;
  hear(true, all);
  hear(false, all);
  expect(screen.getByText("Listening")).toBeVisible();
  receive(frames.turn(FLOOR_ANSWERING));
  expect(node?.posted).toHaveLength(all);
});
