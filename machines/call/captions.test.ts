import { expect, it } from "vitest";
import { type Caption, type Shown, withCaption } from "./captions.ts";

const nothing: Shown = { captions: [], replayed: 0 };
const after = (shown: Shown, ...all: Caption[]): Shown => all.reduce(withCaption, shown);
const texts = ({ captions }: Shown) => captions.map(({ text }) => text);
const said = (seq: number, speaker: Caption["speaker"], text: string, atMs: number, isFinal = true): Caption => {
  return { speaker, text, isFinal, seq, atMs };
};

it("replaces the caption of a known number wherever it stands, a final one too", () => {
  const shown = after(
    nothing,
    said(1, "USER", "I led the mig", 100),
    said(2, "AI", "Great.", 900),
    said(1, "USER", "I led the migration.", 100),
  );
  expect(texts(shown)).toEqual(["I led the migration.", "Great."]);
});

it("keeps both of two open utterances of one speaker apart by their numbers", () => {
  const shown = after(nothing, said(1, "AI", "One", 0, false), said(2, "AI", "Two", 500, false), said(1, "AI", "One.", 0));
  expect(texts(shown)).toEqual(["One.", "Two"]);
});

it("puts an answer that comes late before the question that followed it", () => {
  const shown = after(nothing, said(1, "AI", "Tell me.", 0), said(2, "AI", "And then?", 9_000), said(3, "USER", "I did.", 4_000));
  expect(texts(shown)).toEqual(["Tell me.", "I did.", "And then?"]);
});

it("takes the line away of which nothing was heard, and shows none for one that it never knew", () => {
  const shown = after(nothing, said(1, "AI", "Hello, and", 0, false), said(2, "USER", "Wait.", 900), said(1, "AI", "", 0));
  expect(texts(shown)).toEqual(["Wait."]);
  expect(after(shown, said(3, "AI", "", 2_000)).captions).toBe(shown.captions);
});

it("leaves the list as it is when a reconnection tells the same captions again", () => {
  const all = [said(1, "AI", "Tell me.", 0), said(2, "USER", "I did.", 4_000)];
  const shown = after(nothing, ...all);
  expect(after({ ...shown, replayed: 0 }, ...structuredClone(all)).captions).toBe(shown.captions);
});

it("leaves the list as it is when captions without numbers are told again", () => {
  const all: Caption[] = [
    { speaker: "AI", text: "Tell me.", isFinal: true },
    { speaker: "USER", text: "I d", isFinal: false },
  ];
  const shown = after(nothing, ...all);
  expect(after({ ...shown, replayed: 0 }, ...structuredClone(all)).captions).toBe(shown.captions);
});
