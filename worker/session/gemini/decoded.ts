/** Up to this many base64 characters are decoded into memory that is reused: a second of sound at 24 kHz. */
const longestBase64 = 64_000;
const memory = new Uint8Array((longestBase64 / 4) * 3);

/** Decodes base64. The bytes are valid until the next call: whoever keeps them must copy them. Throws a SyntaxError if it is not base64. */
export const decoded = (base64: string): Uint8Array =>
  base64.length > longestBase64 ? Uint8Array.fromBase64(base64) : memory.subarray(0, memory.setFromBase64(base64).written);
