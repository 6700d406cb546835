/** A made-up moment of an interview, to show what the live page looks like. */
export function SamplePicture() {
  return (
    <figure>
      <div className="rounded-3xl border border-line bg-surface p-(--inside) shadow-card sm:p-6">
        <div className="flex flex-wrap items-center justify-between gap-x-4 text-sm">
          <span className="font-semibold">Frontend Engineer</span>
          <span className="text-muted tabular-nums">12:41</span>
        </div>
        <Voices />
        <p className="mr-[min(2rem,5vw)] rounded-2xl rounded-tl-sm bg-sunken px-[min(1rem,5vw)] py-3">
          <span className="block text-sm font-bold text-accent-ink">Interviewer</span>
          You said the release went wrong. What did you do in the first ten minutes?
        </p>
        <p className="mt-3 ml-[min(2rem,5vw)] rounded-2xl rounded-tr-sm bg-voice-soft px-[min(1rem,5vw)] py-3">
          <span className="block text-sm font-bold text-voice-ink">You</span>
          Rolled it back, then wrote down what we knew, before anybody started guessing…
        </p>
      </div>
      <figcaption className="mt-3 text-center text-sm text-muted">An example of the captions while you talk</figcaption>
    </figure>
  );
}

/** Heights of the bars in viewBox units. The two speakers alternate. */
const interviewer = [6, 14, 26, 38, 30, 44, 34, 20, 28, 14, 8];
const candidate = [5, 10, 22, 16, 30, 42, 26, 36, 18, 24, 10, 6];

function Voices() {
  return (
    <svg viewBox="0 0 276 48" aria-hidden="true" className="my-6 h-14 w-full" strokeWidth="5" strokeLinecap="round">
      <g className="stroke-accent">{bars(interviewer, 6)}</g>
      <g className="stroke-voice">{bars(candidate, 6 + interviewer.length * 12)}</g>
    </svg>
  );
}

const bars = (heights: number[], left: number) =>
  heights.map((height, index) => <path key={index} d={`M${left + index * 12} ${24 - height / 2}v${height}`} />);
