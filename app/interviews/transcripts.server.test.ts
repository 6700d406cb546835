import { expect, it } from "vitest";
import type { TranscriptEntry } from "../../contract/app-api.ts";
import { chunksOf } from "./transcripts.server.ts";

const entry = (content: string): TranscriptEntry => ({ speaker: "AI", content, timestamp: "2026-11-21T10:00:00.000Z" });
const bytes = (text: string) => new TextEncoder().encode(text).length;

// The local database takes values of any size; the deployed one refuses those over 2,000,000 bytes.
it("splits a transcript into lists that each fit a database value in bytes, losing nothing", () => {
  const transcript = Array.from({ length: 40 }, (_, count) => entry(`${count}${"é\u0001".repeat(25_000)}`));
  const chunks = chunksOf(transcript);
  expect(chunks.map(bytes).filter((length) => length > 2_000_000)).toEqual([]);
  expect(chunks).toHaveLength(5);
  expect(chunks.flatMap((chunk) => JSON.parse(chunk) as TranscriptEntry[])).toEqual(transcript);
});

it("makes one list of what fits, and none for an empty transcript", () => {
  expect(chunksOf([entry("a"), entry("b")])).toHaveLength(1);
  expect(chunksOf([])).toEqual([]);
});
