/**
 * Something that is like speech to a compressor, a detector and a resampler: voiced syllables with their harmonics, breath between them.
 * PCM16 at `hz`, so many seconds; the same at each call.
 */
export const speechLike = (hz: number, seconds: number): Uint8Array => {
  const samples = new Int16Array(hz * seconds);
  let noise = 1;
  for (let at = 0; at < samples.length; at += 1) {
    const time = at / hz;
    const pitch = 120 + 25 * Math.sin(2 * Math.PI * 0.7 * time);
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 3.3 * time)) * (Math.sin(2 * Math.PI * 0.31 * time) > -0.6 ? 1 : 0.02);
    noise = (noise * 1_103_515_245 + 12_345) & 0x7fffffff;
    let voice = 0;
    for (let harmonic = 1; harmonic <= 12; harmonic += 1) voice += Math.sin(2 * Math.PI * pitch * harmonic * time) / harmonic;
    samples[at] = Math.round(4_500 * syllable * voice + 300 * (noise / 0x3fffffff - 1));
  }
  return new Uint8Array(samples.buffer);
};

/** The sound in pieces of so many bytes; what is left at the end is left out. */
export const piecesOf = (sound: Uint8Array, bytes: number): Uint8Array[] =>
  Array.from({ length: Math.floor(sound.length / bytes) }, (_, at) => sound.subarray(at * bytes, (at + 1) * bytes));
