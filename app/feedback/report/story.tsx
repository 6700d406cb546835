import type { Star } from "../../../contract/report.ts";
import { starNames } from "../../../report/rubric.ts";
import type { StarStatus } from "../../../contract/vocabulary.ts";

/** Which parts of a story (STAR) were told. "Missing" means that no quote was found, which does not prove that it was not told. */
export function Story({ star }: { star: Star[] }) {
  return (
    <div className="break-inside-avoid">
      <h4 className="font-semibold">Parts of the story</h4>
      <ul className="mt-2 flex flex-wrap gap-2">
        {star.map(({ part, status }) => (
          <li key={part} className={`rounded-full border px-3 py-1 text-sm ${looks[status]}`}>
            {starNames[part]} <span className="font-semibold">{words[status]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const words: Record<StarStatus, string> = { present: "✓ told", partial: "~ in part", missing: "– not found" };
const looks: Record<StarStatus, string> = {
  present: "border-good-ink bg-good-soft text-good-ink",
  partial: "border-voice-strong bg-voice-soft text-voice-ink",
  missing: "border-dashed border-line-strong text-muted",
};
