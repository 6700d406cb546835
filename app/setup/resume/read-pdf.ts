import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import workerUrl from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import { type Piece, textOfPage } from "./pdf-text.ts";
import { bounds, ResumeError, type ResumeProblem } from "./problem.ts";

GlobalWorkerOptions.workerSrc = workerUrl;

/** Problems by the names of pdf.js's errors. UnknownErrorException stands for whatever its worker did not foresee. */
const problems: Record<string, ResumeProblem> = {
  PasswordException: "locked",
  InvalidPDFException: "damaged",
  FormatError: "damaged",
  UnknownErrorException: "damaged",
};

/** Reads the text of a PDF in a worker of its own, which an abort ends. Throws ResumeError. */
export const readPdf = async (bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<string> => {
  // WebAssembly would need a wider security policy. It is used for images only, which are not read.
  const task = getDocument({ data: bytes, useWasm: false, disableFontFace: true, verbosity: 0 });
  signal.addEventListener("abort", () => void task.destroy());
  try {
    const pages = await readPages(await task.promise);
    const text = pages.join("\n\n").trim();
    if (text === "") throw new ResumeError("picture");
    return text;
  } catch (cause) {
    if (cause instanceof ResumeError) throw cause;
    throw new ResumeError(problems[cause instanceof Error ? cause.name : ""] ?? "unloadable", { cause });
  } finally {
    void task.destroy();
  }
};

const readPages = async (document: PDFDocumentProxy): Promise<string[]> => {
  if (document.numPages > bounds.pages) throw new ResumeError("tooManyPages");
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(textOfPage(items.flatMap((item) => ("str" in item ? [pieceOf(item)] : []))));
  }
  return pages;
};

const pieceOf = ({ str, transform, width, height }: { str: string; transform: number[]; width: number; height: number }): Piece => ({
  text: str,
  x: transform[4] ?? 0,
  y: transform[5] ?? 0,
  width,
  height,
});
