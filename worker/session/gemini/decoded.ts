/** Of base64, so much is decoded into memory that is used again: a second of sound at 24 kHz. */
const longestBase64 = 64_000;
const memory = new Uint8Array((longestBase64 / 4) * 3);

/** The bytes that base64 stands for, good until the next call: who keeps them copies them. Throws a SyntaxError where it is none. */
export const decoded = (base64: string): Uint8Array =>
  base64.length > longestBase64 ? Uint8Array.fromBase64(base64) : memory.subarray(0, memory.setFromBase64(base64).written);
