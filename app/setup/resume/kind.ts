import { ResumeError } from "./problem.ts";

/** How far into a PDF its header is searched for: other bytes may precede it. */
const headerBytes = 1_024;
const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const oldWord = "\xD0\xCF\x11\xE0";

/** The type of a file by its first bytes, whatever its name says. Throws ResumeError. */
export const kindOf = (bytes: Uint8Array): "pdf" | "docx" | "text" => {
  const head = ascii(bytes.subarray(0, headerBytes));
  if (bytes.length === 0) throw new ResumeError("empty");
  if (head.includes("%PDF-")) return "pdf";
  if (head.startsWith("PK\x03\x04")) return "docx";
  if (head.startsWith(oldWord)) throw new ResumeError("old");
  if (/^(?:\xEF\xBB\xBF)?\{\\rtf/.test(head)) throw new ResumeError("unknown");
  return "text";
};

/** Decodes a text file in the encoding that it appears to have. Throws ResumeError if it is not text. */
export const decodeText = (bytes: Uint8Array): string => {
  const text = decoded(bytes);
  if (/[\0-\x08\x0E-\x1A]/.test(text)) throw new ResumeError("unknown");
  return text;
};

const decoded = (bytes: Uint8Array): string => {
  const mark = ascii(bytes.subarray(0, 2));
  if (mark === "\xFF\xFE") return new TextDecoder("utf-16le").decode(bytes);
  if (mark === "\xFE\xFF") return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
};
