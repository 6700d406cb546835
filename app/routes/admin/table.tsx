import type { ReactNode } from "react";

/** A plain table; the first column names each row. A narrow page scrolls it sideways. */
export function Table({ label, head, rows }: { label: string; head: string[]; rows: ReactNode[][] }) {
  return (
    <div className="mt-3 overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b border-line-strong text-left">
            {head.map((name, at) => (
              <th key={name} scope="col" className={at === 0 ? "py-2 pr-3" : "px-3 py-2 text-right"}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest], row) => (
            <tr key={row} className="border-b border-line last:border-0">
              <th scope="row" className="min-w-28 py-2 pr-3 text-left font-normal">
                {first}
              </th>
              {rest.map((cell, at) => (
                <td key={at} className="px-3 py-2 text-right">
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
