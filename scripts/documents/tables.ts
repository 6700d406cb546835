/**
 * The page with a table of `tables` between each `<!-- table: NAME -->` and `<!-- end -->`. Throws when the page lacks one of them, or asks
 * for one that does not exist; `path` names the page in the error.
 */
export const withTables = (path: string, page: string, tables: Readonly<Record<string, string>>): string => {
  const missing = new Set(Object.keys(tables));
  const filled = page.replaceAll(/(<!-- table: (.+?) -->)[^]*?(<!-- end -->)/g, (_, begin: string, name: string, end: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`${path} asks for a table that does not exist: ${name}`);
    missing.delete(name);
    return `${begin}\n\n${table}\n\n${end}`;
  });
  if (missing.size > 0) throw new Error(`${path} lacks tables: ${[...missing].join(", ")}`);
  return filled;
};

/** A Markdown table whose columns line up: it is read in a terminal as well as pasted into a page. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
};
