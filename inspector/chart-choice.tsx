import type { Side } from "./observation.ts";

export type Shown = Side | "all";

const choices: { value: Shown; words: string }[] = [
  { value: "all", words: "All" },
  { value: "interview", words: "Interview" },
  { value: "call", words: "Call" },
  { value: "feedback", words: "Feedback" },
];

export function ChartChoice({ shown, onShow }: { shown: Shown; onShow: (shown: Shown) => void }) {
  return (
    <fieldset>
      <legend className="text-sm font-semibold">Chart</legend>
      <div className="mt-1 inline-flex rounded-full border border-line-strong bg-surface p-0.5">
        {choices.map(({ value, words }) => (
          <label
            key={value}
            className="inline-flex min-h-10 cursor-pointer items-center rounded-full px-2 font-semibold has-checked:bg-accent has-checked:text-on-accent sm:px-4 has-focus-visible:outline-3 has-focus-visible:outline-accent"
          >
            <input type="radio" name="chart" value={value} checked={shown === value} onChange={() => onShow(value)} className="sr-only" />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
