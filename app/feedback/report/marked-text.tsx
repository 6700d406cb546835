import { markedIn, type Quoted } from "./places.ts";

/** A text in which the quotes of the report are marked, as targets of its links. */
export function MarkedText({ text, quotes }: { text: string; quotes: Quoted[] }) {
  const marked = markedIn(text, quotes);
  return (
    <>
      {marked.map(({ from, to, ids }, index) => (
        <span key={from}>
          {text.slice(marked[index - 1]?.to ?? 0, from)}
          <mark id={ids[0]} tabIndex={-1} className="quoted">
            {ids.slice(1).map((id) => (
              <span key={id} id={id} tabIndex={-1} />
            ))}
            {text.slice(from, to)}
          </mark>
        </span>
      ))}
      {text.slice(marked.at(-1)?.to ?? 0)}
    </>
  );
}
