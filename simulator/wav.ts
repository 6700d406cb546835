const muLaw = 7;

/** Decodes ITU-T G.711 µ-law: the 14-bit curve as 16-bit samples. */
const decoded = Int16Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff;
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4);
  return inverted & 0x80 ? 0x84 - magnitude : magnitude - 0x84;
});

/** Reads a mono µ-law WAV file as PCM16 little-endian. Throws for any other kind of file. */
export const readWav = (file: Buffer): Buffer => {
  const format = chunk(file, "fmt ");
  if (format.readUInt16LE(0) !== muLaw || format.readUInt16LE(2) !== 1) throw new Error("Only mono µ-law WAV files are read");
  const codes = chunk(file, "data");
  const pcm = Buffer.alloc(codes.length * 2);
  codes.forEach((code, sample) => pcm.writeInt16LE(decoded[code] ?? 0, sample * 2));
  return pcm;
};

const chunk = (file: Buffer, name: string): Buffer => {
  for (let at = 12; at + 8 <= file.length;) {
    const size = file.readUInt32LE(at + 4);
    if (file.toString("latin1", at, at + 4) === name) return file.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  throw new Error(`The WAV file has no ${JSON.stringify(name)} chunk`);
};
