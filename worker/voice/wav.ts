const headerBytes = 44;
const rateHz = 24_000;

/** `length` bytes of PCM16 little-endian at 24 kHz, mono, as a WAV file. */
export const wavOf = (sounds: Uint8Array[], length: number): Uint8Array<ArrayBuffer> => {
  const file = new Uint8Array(headerBytes + length);
  const view = new DataView(file.buffer);
  const write = (at: number, text: string) => new TextEncoder().encodeInto(text, file.subarray(at));
  write(0, "RIFF");
  view.setUint32(4, headerBytes - 8 + length, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, length, true);
  let at = headerBytes;
  for (const sound of sounds) {
    const part = sound.subarray(0, Math.max(0, file.length - at));
    file.set(part, at);
    at += part.length;
  }
  return file;
};
