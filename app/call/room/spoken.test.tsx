import { act, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Item_State, Notice_Kind, TurnState_Floor } from "../../../proto/gen/interview.ts";
import { frames } from "../testing/frames.ts";
import { renderCall } from "../testing/render-call.tsx";
import "../testing/seen.ts";

const features = ["text", "patience", "think", "steer", "muted"];
const { FLOOR_OPEN, FLOOR_ANSWERING, FLOOR_HELD, FLOOR_DUE, FLOOR_INTERVIEWER } = TurnState_Floor;

/** The words of an element, with those of its parts kept apart. */
const wordsOf = (element: Element): string =>
  [...element.childNodes]
    .map((it) => (it instanceof Element ? wordsOf(it) : (it.textContent ?? "")))
    .join(" ")
    .trim();

/**
 * What a screen reader is given to say from now on, in order: the words that come into a live region, each with the second in which they
 * come.
 */
const listen = () => {
  const startedAtMs = performance.now();
  const spoken: string[] = [];
  const regions = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive], [role=log]:not([aria-live=off])";
  const last = new Map<Element, string>();
  const read = (isFirst: boolean) => {
    for (const region of document.querySelectorAll(regions)) {
      const words = wordsOf(region);
      if (last.get(region) === words) continue;
      last.set(region, words);
      if (!isFirst && words !== "") spoken.push(`${Math.round((performance.now() - startedAtMs) / 1_000)} s: ${words}`);
    }
  };
  read(true);
  return { spoken, look: () => read(false) };
};

it("includes whose turn it is and the candidate's finished words, but neither growing words nor the interviewer's last ones", async () => {
  const { connect, receive, close, open } = renderCall();
  await connect();
  vi.useFakeTimers();
  const { spoken, look } = listen();
  const pass = (seconds: number) => {
    for (let tenths = 0; tenths < seconds * 10; tenths += 1) {
      act(() => vi.advanceTimersByTime(100));
      look();
    }
  };
  const mute = () => act(() => screen.getByRole("button", { name: "Mute" }).click());
  const nowUnixMs = Date.now();
  const started = frames.started({ features, nowUnixMs, startedAtUnixMs: nowUnixMs, endsAtUnixMs: nowUnixMs + 345_000 });

  receive(started, frames.turn(FLOOR_INTERVIEWER), frames.caption("AI", "Tell me about", false, { seq: 1 }), frames.audio(1, 2));
  pass(3);
  receive(frames.caption("AI", "Tell me about a conflict.", true, { seq: 1 }), frames.turn(FLOOR_OPEN));
  pass(5);
  receive(frames.turn(FLOOR_ANSWERING));
  pass(4);
  receive(frames.turn(FLOOR_HELD));
  pass(3);
  receive(frames.turn(FLOOR_ANSWERING));
  pass(3);
  receive(frames.turn(FLOOR_DUE));
  pass(4);
  receive(frames.caption("USER", "I had one", false, { seq: 2, atMs: 8_000 }));
  pass(1);
  receive(frames.caption("USER", "I had one with a colleague.", true, { seq: 2, atMs: 8_000 }), frames.turn(FLOOR_INTERVIEWER));
  receive(frames.caption("AI", "And then?", true, { seq: 3, atMs: 22_000 }), frames.audio(1, 2));
  pass(1);
  receive(frames.turn(FLOOR_OPEN));
  pass(6);
  receive(frames.notice(Notice_Kind.KIND_SILENCE_OFFERED));
  pass(4);
  mute();
  pass(3);
  mute();
  pass(2);
  close(1006);
  pass(3);
  open();
  receive(frames.started({ features, nowUnixMs: nowUnixMs + 42_000, startedAtUnixMs: nowUnixMs, endsAtUnixMs: nowUnixMs + 345_000 }));
  pass(18);

  expect(spoken).toEqual([
    "0 s: You are connected. The interviewer speaks first.",
    "2 s: The interviewer speaks.",
    "5 s: Your turn.",
    "14 s: Held.",
    "23 s: You: I had one with a colleague.",
    "26 s: Your turn.",
    "30 s: Take your time The interviewer waits. If it helps, hear the question again or have it put differently. Hear it again Put it differently More time",
    "34 s: Muted: the interviewer cannot hear you.",
    "37 s: Unmuted.",
    "39 s: Reconnecting. Wait a moment before you go on.",
    "42 s: You are connected again.",
    "45 s: Five minutes left.",
  ]);
});

it("includes that thinking time will follow, when requested while the interviewer speaks, and that it was cancelled", async () => {
  const { connect, receive } = renderCall();
  await connect();
  vi.useFakeTimers();
  const { spoken, look } = listen();
  receive(frames.started({ features }), frames.turn(FLOOR_INTERVIEWER), frames.audio(1, 2));
  for (let presses = 0; presses < 2; presses += 1) {
    act(() => vi.advanceTimersByTime(3_000));
    look();
    act(() => screen.getByRole("button", { name: "Let me think" }).click());
  }
  act(() => vi.advanceTimersByTime(3_000));
  look();
  expect(spoken.slice(1)).toEqual([
    "3 s: The interviewer speaks.",
    "6 s: The interviewer speaks: then you have time to think.",
    "9 s: The interviewer speaks.",
  ]);
});

it("has the language it was spoken in, and the page's own words are English", async () => {
  const { connect, receive, user } = renderCall({ language: "de" });
  await connect();
  const question = "Erzählen Sie von einem Konflikt.";
  const answer = "Das war im März.";
  receive(frames.started({ features }), frames.turn(FLOOR_OPEN), frames.caption("AI", question, true, { seq: 1 }));
  receive(frames.caption("USER", answer, true, { seq: 2, atMs: 8_000 }));
  await screen.findAllByText(answer);
  await vi.waitFor(() => expect(screen.getAllByText(answer)).toHaveLength(2));
  const inEnglish = (element: Element) => (element.closest("[lang]")?.getAttribute("lang") ?? "en") === "en";
  // Each on the stage or to be read aloud, and in the captions.
  expect([question, answer].map((words) => screen.getAllByText(words).map(inEnglish))).toEqual([
    [false, false],
    [false, false],
  ]);
  expect(within(screen.getByRole("log")).getAllByText("Interviewer").map(inEnglish)).toEqual([true]);

  await user.click(screen.getByRole("button", { name: "Type" }));
  const box = screen.getByRole("textbox", { name: "Type your answer" });
  expect([box, screen.getByText("Type your answer")].map(inEnglish)).toEqual([false, true]);
  await user.type(box, "Im April.");
  await user.click(screen.getByRole("button", { name: "Send" }));
  expect([screen.getByText("Im April."), screen.getByText("On its way:")].map(inEnglish)).toEqual([false, true]);
});

it("does not mark a role as a language whose script it is not in", async () => {
  const { connect, receive } = renderCall({ language: "ja" });
  expect(screen.getByText("Nurse")).not.toHaveAttribute("lang");
  await connect();
  receive(frames.started({ features }), frames.turn(FLOOR_OPEN));
  await screen.findByRole("log", { name: "Transcript" });
  expect(screen.getByRole("heading", { level: 1 })).not.toHaveAttribute("lang");
});

it("marks role and topics with the language of the interview", async () => {
  const { connect, receive } = renderCall({ language: "de" });
  await connect();
  receive(frames.started({ features }), frames.turn(FLOOR_OPEN));
  receive(frames.agenda([{ id: "q1", topic: "Umgang mit Fluggästen", state: Item_State.STATE_CURRENT }]));
  const named = [screen.getByRole("heading", { level: 1 }), ...(await screen.findAllByText("Umgang mit Fluggästen"))];
  expect(named.map((it) => it.getAttribute("lang"))).toEqual(["de", "de", "de"]);
});
