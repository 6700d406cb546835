import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

/** The page's formatter moves examples to its own margin. */
const unindented = (text: string) => text.replace(/^ +/gm, "");
const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");
const page = await read("testing.md");
const examples = [...page.matchAll(/^(In|All of) \[([^\]]+)\]\([^)]+\):\n\n```\w+\n([^]*?)```/gm)].map(([, kind, path, text]) => ({
  kind,
  path,
  text,
}));

describe("the testing guide", () => {
  it("has an example for everything it explains", () => {
    const sections = page.split(/^## /m).slice(1);
    expect(sections.filter((section) => !/^(In|All of) \[.+:$/m.test(section)).map((section) => section.split("\n")[0])).toEqual([]);
    expect(sections).toHaveLength(6);
  });

  it("names the file of every example", () => {
    expect(examples.map(({ path }) => path)).toHaveLength([...page.matchAll(/^```(ts|json)$/gm)].length);
  });

  it.each(examples)("matches the code in $path", async ({ kind, path, text = "" }) => {
    const file = await read(`../${path}`);
    if (kind === "All of") expect(JSON.parse(text)).toEqual(JSON.parse(file));
    else expect(unindented(file)).toContain(unindented(text));
  });
});
