import { readFileSync } from "node:fs";
import * as z from "zod";
import { readWav } from "./wav.ts";

export const outputRate = 24_000;

const folder = new URL("./speech/", import.meta.url);
const lines = new Map(
  Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(new URL("lines.json", folder), "utf8")))),
);
const clips = new Map<string, Clip>();

export const hasClip = (name: string) => lines.has(name);

/** PCM16 little-endian, 24 kHz, mono, and the words spoken. */
type Clip = { pcm: Buffer; text: string };

/** Reads a clip of speech/. Throws if there is none of this name. */
export const readClip = (name: string): Clip => {
  const known = clips.get(name);
  if (known) return known;
  const text = lines.get(name);
  if (text === undefined) throw new Error(`No clip is called ${JSON.stringify(name)}`);
  const clip = { pcm: readWav(readFileSync(new URL(`${name}.wav`, folder))), text };
  clips.set(name, clip);
  return clip;
};

const toneHz = 440;
const toneAmplitude = 8192;

/** A 440 Hz sine at -12 dBFS from phase 0: stands for speech whose length tests know to the sample. */
export const tone = (ms: number): Buffer => {
  const pcm = Buffer.alloc(Math.round((ms * outputRate) / 1000) * 2);
  for (let sample = 0; sample < pcm.length / 2; sample++)
    pcm.writeInt16LE(Math.round(toneAmplitude * Math.sin((2 * Math.PI * toneHz * sample) / outputRate)), sample * 2);
  return pcm;
};

/** The duration of a spoken text unless another is given: fifteen letters a second. */
export const speakingMs = (text: string) => Math.round((text.length * 1000) / 15);
