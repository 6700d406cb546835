import { printable } from "../../../contract/text.ts";
import { decodeText, kindOf } from "./kind.ts";
import { bounds, ResumeError } from "./problem.ts";

/** Reads the text of a résumé file on this device. Throws ResumeError. */
export const readResume = async (file: File): Promise<string> => {
  if (file.size > bounds.bytes) throw new ResumeError("tooLarge");
  const bytes = await bytesOf(file);
  const kind = kindOf(bytes);
  const text = printable(kind === "text" ? decodeText(bytes) : await inTime((signal) => readPacked(kind, bytes, signal)));
  if (text === "") throw new ResumeError("empty");
  return text;
};

/** The file may have been removed, or may be in a cloud that cannot be reached. */
const bytesOf = async (file: File): Promise<Uint8Array<ArrayBuffer>> => {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new ResumeError("damaged", { cause });
  }
};

const readPacked = async (kind: "pdf" | "docx", bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<string> => {
  if (kind === "pdf") return (await loaded(() => import("./read-pdf.ts"))).readPdf(bytes, signal);
  return (await loaded(() => import("./read-docx.ts"))).readDocx(bytes, signal);
};

const loaded = <Module>(load: () => Promise<Module>): Promise<Module> =>
  load().catch((cause: unknown) => Promise.reject(new ResumeError("unloadable", { cause })));

const inTime = async (read: (signal: AbortSignal) => Promise<string>): Promise<string> => {
  const reading = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ResumeError("tooSlow"));
      reading.abort();
    }, bounds.ms);
  });
  try {
    return await Promise.race([read(reading.signal), late]);
  } finally {
    clearTimeout(timer);
  }
};
