import mammoth from "mammoth";
import { type ResumeProblem, ResumeError } from "./problem.ts";
import { checkDocument } from "./zip.ts";

export type DocxAnswer = { text: string } | { problem: ResumeProblem };

const read = async (bytes: Uint8Array<ArrayBuffer>): Promise<DocxAnswer> => {
  try {
    await checkDocument(bytes);
    const { value } = await mammoth.extractRawText({ arrayBuffer: bytes.buffer });
    return { text: value };
  } catch (cause) {
    return { problem: cause instanceof ResumeError ? cause.problem : "damaged" };
  }
};

self.addEventListener("message", ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
  void read(data).then((answer) => self.postMessage(answer));
});
