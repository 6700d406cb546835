import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../", import.meta.url);
const page = readFileSync(new URL("security.md", import.meta.url), "utf8");

/** The tests that the page names: a file, and how the sentences of it that are named begin or end, without the dots. */
const named = [...page.matchAll(/`([\w@$./-]+\.(?:test|spec)\.tsx?)`((?:(?:: |, )"[^"]+")*)/g)].map(([, file = "", quotes = ""]) => ({
  file,
  sentences: [...quotes.matchAll(/"([^"]+)"/g)].map(([, sentence = ""]) => sentence.replace(/^…|…$/g, "")),
}));

it("names tests that are there, by sentences that stand in them", () => {
  const gone = named.flatMap(({ file, sentences }) => {
    if (!existsSync(new URL(file, root))) return [file];
    const text = readFileSync(new URL(file, root), "utf8");
    return sentences.filter((sentence) => !text.includes(sentence)).map((sentence) => `${file}: ${sentence}`);
  });
  expect(gone).toEqual([]);
  expect(named.length).toBeGreaterThan(150);
});

it("goes through every requirement of ASVS 5.0 up to level 2, once, and says of each that does not hold why", () => {
  const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+[\d., ]*?) +\| (holds|not|no such thing) +\| (.*?) +\|$/gm)];
  const ids = rows.flatMap(([, all = ""]) => all.split(", "));
  expect([ids.length, new Set(ids).size]).toEqual([253, 253]);
  expect(rows.filter(([, , status, why = ""]) => status !== "no such thing" && why.trim() === "").map(([row]) => row)).toEqual([]);
});
