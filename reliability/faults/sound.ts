const bytesPerMs = 32;

/** PCM16 at 16 kHz, `ms` long, filled with the byte `level`, which tells one stretch from another. */
export const sound = (ms: number, level = 1): Uint8Array => new Uint8Array(ms * bytesPerMs).fill(level);

const wave = (ms: number, amplitude: number) => Array.from({ length: 16 * ms }, (_, at) => (at % 16 < 8 ? amplitude : -amplitude));
const pcm = (samples: number[]) => new Uint8Array(Int16Array.from(samples).buffer);

/** A sound too short for an answer, with the noise of a room around it. */
export const clearedThroat = (): Uint8Array => pcm([...wave(40, 20), ...wave(100, 8_000), ...wave(300, 20)]);

/** `ms` of speech, in syllables: a constant level would count as noise. */
export const talk = (ms: number): Uint8Array =>
  pcm(Array.from({ length: ms / 40 }, (_, at) => wave(40, at % 6 < 4 ? 8_000 : 1_500)).flat());
