import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { phrase } from "./phrase.ts";

const read = (path: string) => readFileSync(join(import.meta.dirname, path));

it("has its stated length, and is the beginning of the simulator's greeting", () => {
  const file = read("phrase.wav");
  const bytesPerSecond = file.readUInt32LE(28);
  expect(Math.round(file.length / bytesPerSecond)).toBe(phrase.seconds);
  const { greeting } = JSON.parse(read("../../../simulator/speech/lines.json").toString()) as { greeting: string };
  expect(greeting.slice(0, phrase.words.length)).toBe(phrase.words);
});
