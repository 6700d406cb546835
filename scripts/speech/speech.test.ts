import { readFileSync, readdirSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readClip } from "../../simulator/speech.ts";
import { measure } from "./measures.ts";

const folder = new URL("../../simulator/speech/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".wav"));
const clips = files.map((name) => name.slice(0, -4));

describe("the committed speech", () => {
  const loudness: number[] = [];

  test("takes at most 3 MB", () => {
    const bytes = files.map((name) => statSync(new URL(name, folder)).size).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(3e6);
  });

  test.each(clips)("%s sounds like a voice: loud enough, not clipped, at a human pitch, silent at both ends", (name) => {
    const { pcm, text } = readClip(name);
    const { seconds, peakDb, rmsDb, pitchHz, clicks } = measure(pcm, 24_000);
    loudness.push(rmsDb);
    expect(peakDb).toBeGreaterThan(-4);
    expect(peakDb).toBeLessThan(-2);
    expect(rmsDb).toBeGreaterThan(-23);
    expect(pitchHz).toBeGreaterThan(140);
    expect(pitchHz).toBeLessThan(220);
    expect(clicks).toBeLessThan(3);
    expect(text.length / seconds).toBeGreaterThan(10);
    expect(text.length / seconds).toBeLessThan(20);
    expect(Math.max(Math.abs(pcm.readInt16LE(0)), Math.abs(pcm.readInt16LE(pcm.length - 2)))).toBeLessThan(64);
  });

  test("no two lines differ by more than a decibel and a half in loudness", () => {
    expect(loudness).toHaveLength(clips.length);
    expect(Math.max(...loudness) - Math.min(...loudness)).toBeLessThan(1.5);
  });

  test("the candidate speaks in another voice and then pauses", () => {
    const file = readFileSync(new URL("../../e2e/fixtures/candidate.wav", import.meta.url));
    expect([file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24), file.readUInt16LE(34)]).toEqual([1, 1, 16_000, 16]);
    const pcm = file.subarray(44);
    expect(measure(pcm, 16_000)).toMatchObject({ clicks: 0 });
    expect(measure(pcm, 16_000).pitchHz).toBeLessThan(140);
    expect(pcm.subarray(-2.4 * 32_000).every((byte) => byte === 0)).toBe(true);
  });
});
