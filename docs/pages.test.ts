import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const pages = globSync("**/*.md", { cwd: root, exclude: (name) => /^(node_modules|build|\.wrangler)$/.test(name) });

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );

const isThere = (from: string, link: string): boolean => {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? from : join(dirname(from), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsOf(read(target)).includes(anchor);
};

describe.each(pages)("%s", (page) => {
  it("links only to files and headings that exist", () => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^[a-z]+:/.test(link));
    expect(links.filter((link) => !isThere(page, link))).toEqual([]);
  });

  it("contains no merge conflict markers", () => {
    expect(read(page)).not.toMatch(/(?:[<>] ?){7}|^\|? ?={7} /m);
  });
});

it("quotes only existing test titles on the page of the room", () => {
  const cited = [...read("docs/room.md").matchAll(/\]\(\.\.\/([^)]+)\)((?:(?: |, | and )"[^"]+")+)/g)].flatMap(
    ([, file = "", quotes = ""]) => [...quotes.matchAll(/"([^"]+)"/g)].map(([, sentence = ""]) => ({ file, sentence })),
  );
  const stands = ({ file, sentence }: { file: string; sentence: string }) => sentence.split("…").every((part) => read(file).includes(part));
  expect(cited.filter((it) => !stands(it))).toEqual([]);
  expect(cited.length).toBeGreaterThan(50);
});
