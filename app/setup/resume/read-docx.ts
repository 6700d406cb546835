import type { DocxAnswer } from "./docx.worker.ts";
import { ResumeError } from "./problem.ts";

/** Reads the text of a DOCX in a worker of its own, which an abort ends. Throws ResumeError. */
export const readDocx = (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<string> =>
  new Promise<string>((resolve, reject) => {
    const worker = new Worker(new URL("./docx.worker.ts", import.meta.url), { type: "module" });
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    signal.addEventListener("abort", () => end(() => reject(new ResumeError("tooSlow"))));
    worker.addEventListener("error", () => end(() => reject(new ResumeError("unloadable"))));
    worker.addEventListener("message", ({ data }: MessageEvent<DocxAnswer>) =>
      end(() => ("text" in data ? resolve(data.text) : reject(new ResumeError(data.problem)))),
    );
    worker.postMessage(bytes, [bytes.buffer]);
  });
