import { expect, it } from "vitest";
import { wavOf } from "./wav.ts";

it("makes a file whose header says all that a player needs: format, channels, rates, sizes", () => {
  const wav = wavOf([Uint8Array.of(1, 2), Uint8Array.of(3, 4, 5, 6)], 16_000);
  const view = new DataView(wav.buffer);
  const text = (at: number, length: number) => String.fromCharCode(...wav.subarray(at, at + length));
  expect({
    riff: text(0, 4),
    restBytes: view.getUint32(4, true),
    kind: text(8, 8),
    formatBytes: view.getUint32(16, true),
    codec: view.getUint16(20, true),
    channels: view.getUint16(22, true),
    hz: view.getUint32(24, true),
    bytesPerSecond: view.getUint32(28, true),
    bytesPerSample: view.getUint16(32, true),
    bitsPerSample: view.getUint16(34, true),
    data: text(36, 4),
    dataBytes: view.getUint32(40, true),
    sound: [...wav.subarray(44)],
  }).toEqual({
    riff: "RIFF",
    restBytes: 42,
    kind: "WAVEfmt ",
    formatBytes: 16,
    codec: 1,
    channels: 1,
    hz: 16_000,
    bytesPerSecond: 32_000,
    bytesPerSample: 2,
    bitsPerSample: 16,
    data: "data",
    dataBytes: 6,
    sound: [1, 2, 3, 4, 5, 6],
  });
});
