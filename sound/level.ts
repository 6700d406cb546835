const windowMs = 20;
/** Every fourth sample is enough for a level. */
const stride = 4;
const bytesPerSample = 2;

/**
 * The level of the loudest 20 ms of PCM16 little-endian, mono, at `rate` Hz, in dB of a full-scale sine; −Infinity for silence and for less
 * than 20 ms. `pcm` holds whole samples; its offset may be odd.
 */
export const loudestDb = (pcm: Uint8Array, rate: number): number => {
  const windowBytes = (bytesPerSample * rate * windowMs) / 1_000;
  let loudest = 0;
  for (let from = 0; from + windowBytes <= pcm.length; from += windowBytes) {
    let energy = 0;
    for (let at = from; at < from + windowBytes; at += bytesPerSample * stride) {
      const sample = ((pcm[at]! | (pcm[at + 1]! << 8)) << 16) >> 16;
      energy += sample * sample;
    }
    loudest = Math.max(loudest, energy);
  }
  const count = windowBytes / (bytesPerSample * stride);
  return 10 * Math.log10((2 * loudest) / count / 2 ** 30);
};
