import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Tailwind puts hooks into Node that Vitest does not have: it runs in a process of its own. */
const compile = `
  import tailwindcss from "@tailwindcss/vite";
  import { build } from "vite";
  const plugins = [tailwindcss()];
  const { output } = await build({
    configFile: false, logLevel: "silent", plugins, build: { write: false, cssMinify: false, rollupOptions: { input: "inspector/inspector.css" } },
  });
  for (const file of output) if (file.fileName.endsWith(".css")) console.log(file.source);
`;

const selector = (name: string): string => `.${name.replaceAll(/[^\w-]/g, String.raw`\$&`)}`;

it("gives the developers' page a style sheet with every class it uses, since the product's has only the product's", () => {
  const sheet = execFileSync(process.execPath, ["--input-type=module", "--eval", compile], { encoding: "utf8" });
  const pages = globSync("inspector/*.tsx", { exclude: (file) => file.includes(".test.") }).map((file) => readFileSync(file, "utf8"));
  const named = pages.flatMap((page) => [...page.matchAll(/className="([^"]+)"/g)].flatMap(([, names = ""]) => names.split(" ")));
  const classes = [...new Set(named)];
  expect(classes.length).toBeGreaterThan(80);
  expect(classes.filter((name) => !sheet.includes(selector(name)))).toEqual([]);
  // What hides the header’s links where it is narrow comes after what lays them out, which this sheet says once more.
  expect(sheet.indexOf(selector("@max-[40rem]:hidden"))).toBeGreaterThan(sheet.indexOf(`${selector("flex")} `));
});
