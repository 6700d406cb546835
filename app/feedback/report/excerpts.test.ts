import fc from "fast-check";
import { expect, it } from "vitest";
import { excerptsOf } from "./excerpts.ts";

const shown = (text: string, ...words: string[]) =>
  excerptsOf(
    text,
    words.map((it) => ({ from: text.indexOf(it), to: text.indexOf(it) + it.length })),
  ).map(({ from, to, marks }) => [text.slice(from, to), ...marks.map((it) => text.slice(it.from, it.to))]);

it("shows a short line in full, with each of its words marked", () => {
  const line = "Well, um, it was, you know, fine.";
  expect(shown(line, "you know", "um")).toEqual([[line, "um", "you know"]]);
});

it("shows the surroundings of each mark in a long line, without cutting a word", () => {
  const long = `um ${"before ".repeat(30)}you know ${"after ".repeat(30)}um.`;
  const [first, second] = shown(long, "um", "you know");
  expect(first).toEqual([expect.stringMatching(/^um( before){9}$/), "um"]);
  expect(second).toEqual([expect.stringMatching(/^(before ){9}you know( after){10}$/), "you know"]);
});

it("leaves out words between two marks, never a blank alone", () => {
  const long = "word ".repeat(100);
  const leftOut = [...long.matchAll(/word/g)].flatMap(({ index: from }) => {
    const [first, second] = excerptsOf(
      long,
      [200, from].map((at) => ({ from: at, to: at + 4 })),
    );
    return first && second ? [long.slice(first.to, second.from).trim()] : [];
  });
  expect(leftOut.length).toBeGreaterThan(40);
  expect(leftOut).not.toContain("");
});

it("always consists of pieces of the text in order, with every mark in one of them", () => {
  const spans = fc.array(fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 12 })), { minLength: 1, maxLength: 6 });
  const texts = fc
    .array(fc.constantFrom("um", " ", "\n", "you know", "🙂", "えーと", "averylongwordwithoutanyblankinit"), {
      minLength: 100,
      maxLength: 200,
    })
    .map((it) => it.join(""));
  fc.assert(
    fc.property(texts, spans, (text, found) => {
      const marks = found.map(([from, length]) => ({ from, to: from + length })).filter(({ to }) => to <= text.length);
      const excerpts = excerptsOf(text, marks);
      const isInOrder = excerpts.every(({ from, to }, index) => from > (excerpts[index - 1]?.to ?? -1) && to <= text.length);
      const areInside = excerpts.every(({ from, to, marks: inside }) => inside.every((mark) => mark.from >= from && mark.to <= to));
      expect([isInOrder, areInside, excerpts.flatMap((it) => it.marks).length]).toEqual([true, true, marks.length]);
    }),
  );
});
