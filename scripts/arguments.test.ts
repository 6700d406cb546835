import { afterEach, expect, it, vi } from "vitest";
import * as z from "zod";
import { readArguments, readOptions, wholeNumber, wholeNumbers } from "./arguments.ts";

const line = {
  call: "npm run dance -- [options] [partner…]",
  does: "Dances.",
  options: {
    steps: { value: "N", initial: "3", does: "how many" },
    music: { value: "FILE", does: "what to" },
    slowly: { short: "s", does: "takes twice as long" },
  },
  takesNames: true,
} as const;

const usage = `npm run dance -- [options] [partner…]
Dances.

  --steps N     how many (default: 3)
  --music FILE  what to
  -s, --slowly  takes twice as long`;

afterEach(() => void vi.restoreAllMocks());

it("gives the options their values, and whatever has no name", () => {
  expect(readArguments(line, ["--music=a.wav", "Ada", "-s", "Bo"])).toEqual({
    values: { steps: "3", music: "a.wav", slowly: true },
    names: ["Ada", "Bo"],
  });
  expect(readArguments(line, []).values).toEqual({ steps: "3", slowly: false });
});

it.each(["--help", "-h"])("prints how a command is called and ends, for %s beside anything else", (help) => {
  const print = vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`ended with ${String(code)}`);
  });
  expect(() => readArguments(line, ["--steps", "4", help, "--wildly"])).toThrow("ended with 0");
  expect(print.mock.calls).toEqual([[usage]]);
});

it.each([
  [["--wildly"], "Unknown option '--wildly'"],
  [["--music"], "Option '--music <value>' argument missing"],
  [["--slowly=1"], "Option '-s, --slowly' does not take an argument"],
])("refuses %j, and says what there is", (args, why) => {
  expect(() => readArguments(line, args)).toThrow(`${why}\n\n${usage}`);
});

it("refuses an argument without a name where none may follow", () => {
  expect(() => readArguments({ call: "npm run rest", does: "Rests." }, ["Ada"])).toThrow(
    /^Unexpected argument 'Ada'\n\nnpm run rest\nRests\.$/,
  );
});

it("names the option whose value is refused", () => {
  const asked = z.object({ steps: z.coerce.number("must be a number"), slowly: z.boolean() });
  expect(readOptions(line, asked, ["--steps", "5"])).toEqual({ steps: 5, slowly: false });
  expect(() => readOptions(line, asked, ["--steps", "some"])).toThrow(`--steps: must be a number\n\n${usage}`);
});

it.each([
  [["--steps", "0"], "--steps: must be a whole number from 1 to 9"],
  [["--steps", "2.5"], "--steps: must be a whole number from 1 to 9"],
  [["--steps", "some"], "--steps: must be a whole number from 1 to 9"],
  [["--steps", "10"], "--steps: must be a whole number from 1 to 9"],
  [["--music", "1,0"], "--music: must be a whole number of at least 1"],
  [["--music", "1,some"], "--music: must be a whole number of at least 1"],
])("says of %j which numbers it takes", (args, why) => {
  const asked = z.object({ steps: wholeNumber(1, 9), music: wholeNumbers.optional() });
  expect(() => readOptions(line, asked, args)).toThrow(`${why}\n\n${usage}`);
});
