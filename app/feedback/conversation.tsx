import { type Turn } from "./turns.ts";
import { clock } from "./words.ts";

/** `language` is what was spoken, BCP 47. Each line is laid out by its own direction. */
export function Conversation({ turns, language }: { turns: Turn[]; language: string }) {
  return (
    <ol className="space-y-5 print:space-y-3">
      {turns.map((turn) => (
        <li key={turn.timestamp} className={`break-inside-avoid ${turn.speaker === "USER" ? "sm:pl-16" : "sm:pr-16"}`}>
          <div
            className={`rounded-2xl px-4 py-3 print:p-0 ${turn.speaker === "USER" ? "rounded-tr-sm bg-voice-soft" : "rounded-tl-sm bg-sunken"}`}
          >
            <p className="flex items-baseline justify-between gap-3 text-sm">
              <span className={`font-bold ${turn.speaker === "USER" ? "text-voice-ink" : "text-accent-ink"}`}>
                {turn.speaker === "USER" ? "You" : "Interviewer"}
              </span>{" "}
              <span className={`tabular-nums ${turn.speaker === "USER" ? "text-voice-ink" : "text-muted"}`}>{clock(turn.offsetMs)}</span>
            </p>
            {turn.lines.map((line, index) => (
              <p key={index} lang={language} dir="auto" className="mt-1 whitespace-pre-line wrap-anywhere">
                {line}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
