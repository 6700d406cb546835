import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { hasSound } from "../audio/sound-graph.ts";
import { counted } from "../../../contract/amounts.ts";
import { longestTyped } from "../../../contract/limits.ts";
import { charactersIn } from "../../../contract/text.ts";
import { Button } from "../../ui/button.tsx";
import { useSpokenLanguage } from "./spoken-language.ts";
import { keepDraft, recallDraft } from "../connection/unsent-answers.ts";
import { type CallActor, useCallContext } from "../ports/use-call.ts";

/** While somebody types, the interviewer is asked for more time this often (ms). */
const typingMs = 8_000;

/** The box in which an answer is typed. A draft is kept until it is sent, also over a reload. */
export function Composer({ call, onClose }: { call: CallActor; onClose: () => void }) {
  const interviewId = useCallContext(call, "interviewId");
  const language = useSpokenLanguage();
  const [text, setText] = useState(() => recallDraft(interviewId));
  const field = useRef<HTMLTextAreaElement>(null);
  const renewedAtMs = useRef(Number.NEGATIVE_INFINITY);
  const id = useId();
  const over = charactersIn(text.trim()) - longestTyped;
  useEffect(() => field.current?.focus(), []);
  useEffect(() => keepDraft(interviewId, text), [interviewId, text]);

  const change = (typed: string) => {
    setText(typed);
    if (performance.now() - renewedAtMs.current < typingMs) return;
    renewedAtMs.current = performance.now();
    call.send({ type: "steered", what: "MORE_TIME" });
  };
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    field.current?.focus();
    if (text.trim() === "" || over > 0) return;
    call.send({ type: "text.sent", text: text.trim(), clientId: crypto.randomUUID() });
    setText("");
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
  };

  return (
    <form onSubmit={send} className="grid gap-2 rounded-2xl border border-line bg-surface p-3">
      <label htmlFor={id} className="font-semibold">
        Type your answer
      </label>
      <textarea
        ref={field}
        id={id}
        rows={3}
        lang={language}
        dir="auto"
        value={text}
        aria-describedby={`${id}-hint`}
        aria-invalid={over > 0}
        onChange={({ target }) => change(target.value)}
        onKeyDown={press}
        className="w-full rounded-xl border border-line-strong bg-surface px-3 py-2 text-ink"
      />
      <p id={`${id}-hint`} className={`text-sm ${over > 0 ? "text-danger-ink" : "text-muted"}`}>
        {over > 0 ? (
          <>
            {/* The count is not in the alert: it would be read out at each letter. */}
            <span role="alert">Too long: shorten it, or send it in two parts.</span> {counted(over, "character")} too many.
          </>
        ) : (
          <>
            {hasSound() ? "The interviewer answers aloud. " : ""}
            <span className="[@media(pointer:coarse)]:hidden">Ctrl + Enter sends, Escape closes.</span>
          </>
        )}
      </p>
      <div className="flex flex-wrap gap-3">
        <Button type="submit">Send</Button>
        <Button variant="ghost" onClick={onClose}>
          Close
        </Button>
      </div>
    </form>
  );
}
