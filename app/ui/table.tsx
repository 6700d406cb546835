import { type ReactNode, useId } from "react";

/** The content of the cells: numbers are aligned; words start at the same edge and take more room. */
type Holding = "numbers" | "words";

const shapes: Record<Holding, { readonly table: string; readonly name: string; readonly cell: string }> = {
  numbers: { table: "", name: "min-w-28", cell: "px-3 text-right" },
  words: { table: "min-w-160 print:min-w-0", name: "", cell: "pr-3" },
};

/** A plain table whose first column names each row. On a narrow page it scrolls sideways. */
export function Table({
  label,
  head,
  rows,
  holding = "numbers",
}: {
  label: string;
  head: string[];
  rows: ReactNode[][];
  holding?: Holding;
}) {
  const caption = useId();
  const shape = shapes[holding];
  return (
    <div className="mt-3 overflow-x-auto" tabIndex={0} role="group" aria-labelledby={caption}>
      <table className={`w-full text-left text-sm tabular-nums ${shape.table}`}>
        <caption id={caption} className="sr-only">
          {label}
        </caption>
        <thead>
          <tr className="border-b border-line-strong">
            {head.map((name, at) => (
              <th key={name} scope="col" className={`py-2 ${at === 0 ? "pr-3" : shape.cell}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest], row) => (
            <tr key={row} className="border-b border-line align-top last:border-0">
              <th scope="row" className={`py-2 pr-3 font-normal ${shape.name}`}>
                {first}
              </th>
              {rest.map((cell, at) => (
                <td key={at} className={`py-2 ${shape.cell}`}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
