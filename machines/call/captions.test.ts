import { expect, it } from "vitest";
import { type Caption, type Shown, withCaption } from "./captions.ts";

const nothing: Shown = { captions: [], replayed: 0 };
const after = (shown: Shown, ...all: Caption[]): Shown => all.reduce(withCaption, shown);
const texts = ({ captions }: Shown) => captions.map(({ text }) => text);
const said = (seq: number, speaker: Caption["speaker"], text: string, atMs: number, isFinal = true): Caption => {
  return { speaker, text, isFinal, seq, atMs };
};

it("replaces the caption with a known number wherever it stands, even a final one", () => {
  const shown = after(
    nothing,
    said(1, "USER", "I led the mig", 100),
    said(2, "AI", "Great.", 900),
    said(1, "USER", "I led the migration.", 100),
  );
  expect(texts(shown)).toEqual(["I led the migration.", "Great."]);
});

it("keeps two open utterances of one speaker apart by their numbers", () => {
  const shown = after(nothing, said(1, "AI", "One", 0, false), said(2, "AI", "Two", 500, false), said(1, "AI", "One.", 0));
  expect(texts(shown)).toEqual(["One.", "Two"]);
});

it("puts a late answer before the question that followed it", () => {
  const shown = after(nothing, said(1, "AI", "Tell me.", 0), said(2, "AI", "And then?", 9_000), said(3, "USER", "I did.", 4_000));
  expect(texts(shown)).toEqual(["Tell me.", "I did.", "And then?"]);
});

it("removes the line that nobody heard, and adds none for an unknown one", () => {
  const shown = after(nothing, said(1, "AI", "Hello, and", 0, false), said(2, "USER", "Wait.", 900), said(1, "AI", "", 0));
  expect(texts(shown)).toEqual(["Wait."]);
  expect(after(shown, said(3, "AI", "", 2_000)).captions).toBe(shown.captions);
});

it("leaves the list unchanged when a reconnection repeats the same captions", () => {
  const all = [said(1, "AI", "Tell me.", 0), said(2, "USER", "I did.", 4_000)];
  const shown = after(nothing, ...all);
  expect(after({ ...shown, replayed: 0 }, ...structuredClone(all)).captions).toBe(shown.captions);
});

it("leaves the list unchanged when captions without numbers are repeated", () => {
  const all: Caption[] = [
    { speaker: "AI", text: "Tell me.", isFinal: true },
    { speaker: "USER", text: "I d", isFinal: false },
  ];
  const shown = after(nothing, ...all);
  expect(after({ ...shown, replayed: 0 }, ...structuredClone(all)).captions).toBe(shown.captions);
});
