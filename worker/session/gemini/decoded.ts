/** Base64 characters up to which the bytes go into memory that is used again: a second of sound at 24 kHz. */
const longestBase64 = 64_000;
const memory = new Uint8Array((longestBase64 / 4) * 3);

/** The bytes of `base64`, good until the next call: whoever keeps them must copy them. Throws a SyntaxError where it is no base64. */
export const decoded = (base64: string): Uint8Array =>
  base64.length > longestBase64 ? Uint8Array.fromBase64(base64) : memory.subarray(0, memory.setFromBase64(base64).written);
