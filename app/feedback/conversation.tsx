import { type Turn } from "./turns.ts";
import { clock } from "./words.ts";

export function Conversation({ turns }: { turns: Turn[] }) {
  return (
    <ol className="space-y-5">
      {turns.map((turn) => (
        <li key={turn.timestamp} className={turn.speaker === "USER" ? "sm:pl-16" : "sm:pr-16"}>
          <div className={`rounded-2xl px-4 py-3 ${turn.speaker === "USER" ? "rounded-tr-sm bg-voice-soft" : "rounded-tl-sm bg-sunken"}`}>
            <p className="flex items-baseline justify-between gap-3 text-sm">
              <span className={`font-bold ${turn.speaker === "USER" ? "text-voice-ink" : "text-accent-ink"}`}>
                {turn.speaker === "USER" ? "You" : "Interviewer"}
              </span>
              <span className={`tabular-nums ${turn.speaker === "USER" ? "text-voice-ink" : "text-muted"}`}>{clock(turn.offsetMs)}</span>
            </p>
            {turn.lines.map((line, index) => (
              <p key={index} className="mt-1">
                {line}
              </p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}
