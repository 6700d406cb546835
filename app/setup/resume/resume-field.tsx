import { type ComponentProps, type DragEvent, type ReactNode, useId, useRef, useState } from "react";
import { TextArea } from "../../ui/field.tsx";
import { untilRunning, useRunning } from "../../ui/use-running.ts";
import { problemWords, ResumeError } from "./problem.ts";

type Notice = { tone: "plain" | "problem"; words: string };

type ResumeFieldProps = ComponentProps<typeof TextArea> & {
  /** Wraps the field. A file may be dropped on the wrapper too. */
  within?: (field: ReactNode) => ReactNode;
};

/** A résumé as text: typed, pasted, or read from a file on this device. The file is not part of the form: only the text is ever sent. */
export function ResumeField({ within = (field) => field, ...field }: ResumeFieldProps) {
  const area = useRef<HTMLDivElement>(null);
  const isReady = useRunning();
  const [notice, setNotice] = useState<Notice | null>(null);
  const [replaced, setReplaced] = useState<string | null>(null);
  const newest = useRef<File | null>(null);
  const id = useId();

  const put = (text: string) => {
    const typed = area.current?.querySelector("textarea");
    if (!typed) return;
    setReplaced(typed.value.trim() === "" || typed.value === text ? null : typed.value);
    typed.value = text;
    typed.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const read = async (file: File | undefined) => {
    if (!file) return;
    newest.current = file;
    setNotice({ tone: "plain", words: `Reading ${file.name}…` });
    const { readResume } = await import("./read-resume.client.ts");
    const result = await readResume(file).catch((cause: unknown) => (cause instanceof ResumeError ? cause : new ResumeError("unloadable")));
    if (newest.current !== file) return;
    if (result instanceof ResumeError) return setNotice({ tone: "problem", words: `${file.name}: ${problemWords[result.problem]}` });
    put(result);
    setNotice({ tone: "plain", words: `${file.name} is read: look the text over, columns may have got mixed.` });
  };
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    void read(event.dataTransfer.files[0]);
  };

  const inner = (
    <>
      <TextArea
        {...field}
        hint={
          <>
            <span className="noscript:hidden">
              Paste it, or choose or drop a PDF, DOCX or text file. The file is read here and never leaves this device; only the text is
              kept.
            </span>
            <span className="hidden noscript:inline">Paste it as plain text.</span>
          </>
        }
      />
      <div className={`mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 ${isReady ? "" : untilRunning}`}>
        <input
          id={id}
          type="file"
          accept=".pdf,.docx,.txt,.md,application/pdf,text/plain"
          className="peer sr-only"
          onChange={({ target }) => {
            void read(target.files?.[0]);
            target.value = "";
          }}
        />
        <label
          htmlFor={id}
          className={
            "inline-flex min-h-11 cursor-pointer items-center rounded-full border border-line-strong bg-surface px-(--inside) font-semibold " +
            "hover:border-accent hover:bg-accent-soft peer-focus-visible:outline-3 peer-focus-visible:outline-offset-3 peer-focus-visible:outline-accent"
          }
        >
          Choose a file
        </label>
        <p role="status" className={`text-sm ${notice?.tone === "problem" ? "font-semibold text-danger-ink" : "text-muted"}`}>
          {notice?.words}
        </p>
        {replaced === null ? null : (
          <button
            type="button"
            className="min-h-11 cursor-pointer text-sm font-semibold text-accent-ink underline underline-offset-4"
            onClick={() => {
              put(replaced);
              setNotice({ tone: "plain", words: "The text from before is back." });
            }}
          >
            Put back what was here
          </button>
        )}
      </div>
    </>
  );
  return (
    <div ref={area} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      {within(inner)}
    </div>
  );
}
