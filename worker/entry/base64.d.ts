/** Base64 of typed arrays (ES2026): the runtime has it, TypeScript 5.9 does not know it yet. */
interface Uint8Array {
  toBase64(): string;
  setFromBase64(text: string): { read: number; written: number };
}
interface Uint8ArrayConstructor {
  /** Throws a SyntaxError when `text` is not base64. */
  fromBase64(text: string): Uint8Array<ArrayBuffer>;
}
