import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../", import.meta.url);
const page = readFileSync(new URL("security.md", import.meta.url), "utf8");

/** The tests that the page names: a file, and how the sentences of it that are named begin or end, without the dots. */
const named = [...page.matchAll(/`([\w@$./-]+\.(?:test|spec)\.tsx?)`((?:(?:: |, )"[^"]+")*)/g)].map(([, file = "", quotes = ""]) => ({
  file,
  sentences: [...quotes.matchAll(/"([^"]+)"/g)].map(([, sentence = ""]) => sentence.replace(/^…|…$/g, "")),
}));

it("cites only existing tests, by titles that they have", () => {
  const gone = named.flatMap(({ file, sentences }) => {
    if (!existsSync(new URL(file, root))) return [file];
    const text = readFileSync(new URL(file, root), "utf8");
    return sentences.filter((sentence) => !text.includes(sentence)).map((sentence) => `${file}: ${sentence}`);
  });
  expect(gone).toEqual([]);
  expect(named.length).toBeGreaterThan(150);
});

it("covers every requirement of ASVS 5.0 up to level 2 exactly once, and gives a reason for each that does not hold", () => {
  const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+[\d., ]*?) +\| (holds|not|no such thing) +\| (.*?) +\|$/gm)];
  const ids = rows.flatMap(([, all = ""]) => all.split(", "));
  expect([ids.length, new Set(ids).size]).toEqual([253, 253]);
  expect(rows.filter(([, , status, why = ""]) => status !== "no such thing" && why.trim() === "").map(([row]) => row)).toEqual([]);
});

it("explains when each event of the security log is written, and lists no other event", () => {
  const source = readFileSync(new URL("app/server/security-log.server.ts", root), "utf8");
  const events = [...source.matchAll(/^ {2}\| "([\w.]+)"/gm)].map(([, event]) => event);
  const rows = [...page.matchAll(/^\| (`[a-z]+[A-Z]?[a-z]*\.[\w.`, ]+`) +\|/gm)];
  expect(rows.flatMap(([, all = ""]) => all.replaceAll("`", "").split(", ")).toSorted()).toEqual(events.toSorted());
});
