import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { TurnState_Floor } from "../../../proto/gen/interview.ts";
import { enter } from "../testing/enter-room.tsx";
import { frames } from "../testing/frames.ts";
import "../testing/seen.ts";

const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_DUE } = TurnState_Floor;
const asked = (seq: number) => frames.caption("AI", `Question ${seq}?`, true, { seq, atMs: seq * 1_000 });
const answered = (seq: number) => frames.caption("USER", `Answer ${seq}.`, true, { seq, atMs: seq * 1_000 });

const end = async (...said: Uint8Array<ArrayBuffer>[]) => {
  const call = await enter(...said);
  await call.press("End Interview");
  const dialog = screen.getByRole("dialog", { name: "End here?" });
  const words = () => document.getElementById(dialog.getAttribute("aria-describedby") ?? "")?.textContent;
  return { ...call, words };
};

it("says how many answers the report will use", async () => {
  const five = [1, 3, 5, 7, 9].flatMap((seq) => [asked(seq), answered(seq + 1)]);
  const { words } = await end(...five, asked(11));
  expect(words()).toBe("You gave 5 answers. Your report is made from them; you cannot come back to this interview.");
});

it("counts one answer once, however many entries it has", async () => {
  const { words } = await end(asked(1), answered(2), answered(3));
  expect(words()).toBe("You gave 1 answer. Your report is made from it; you cannot come back to this interview.");
});

it("says when there is no answer yet", async () => {
  const { words } = await end(asked(1));
  expect(words()).toBe("You have not answered yet, so there is nothing to report on. You cannot come back to this interview.");
});

it("counts the answer in progress once, also while its words arrive", async () => {
  const { words, receive } = await end(asked(1), answered(2), asked(3), frames.turn(FLOOR_OPEN), frames.turn(FLOOR_ANSWERING));
  expect(words()).toMatch(/^You gave 2 answers\./);
  receive(frames.caption("USER", "I", false, { seq: 4, atMs: 4_000 }));
  expect(words()).toMatch(/^You gave 2 answers\./);
  receive(frames.turn(FLOOR_DUE), answered(4));
  expect(words()).toMatch(/^You gave 2 answers\./);
});

it("keeps the interviewer playing softly until the candidate chooses to continue", async () => {
  const { browser, press } = await end(asked(1));
  const loudness = () => browser.contexts.at(-1)?.gains.map(({ value }) => value);
  expect(loudness()).toEqual([0.2]);
  await press("Keep going");
  expect(loudness()).toEqual([1]);
});

it("also keeps the interviewer playing softly while asking whether to leave", async () => {
  const { browser, follow, press } = await enter(asked(1));
  const loudness = () => browser.contexts.at(-1)?.gains.map(({ value }) => value);
  expect(loudness()).toEqual([1]);
  await follow("Elsewhere");
  expect(loudness()).toEqual([0.2]);
  await press("Stay");
  expect(loudness()).toEqual([1]);
});
