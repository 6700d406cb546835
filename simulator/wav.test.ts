import { expect, test } from "vitest";
import { readWav } from "./wav.ts";

test("decodes µ-law as G.711 says", () => {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.write("data", 36);
  header.writeUInt32LE(6, 40);
  const pcm = readWav(Buffer.concat([header, Buffer.from([0xff, 0x7f, 0x80, 0x00, 0xf0, 0x8f])]));
  expect(Array.from({ length: 6 }, (_, at) => pcm.readInt16LE(at * 2))).toEqual([0, 0, 32_124, -32_124, 120, 16_764]);
});

test("rejects any other kind of file", () => {
  const header = Buffer.alloc(44);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  expect(() => readWav(header)).toThrow("Only mono µ-law WAV files are read");
  expect(() => readWav(Buffer.alloc(12))).toThrow('The WAV file has no "fmt " chunk');
});
