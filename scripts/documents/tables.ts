/** Fills a page in: what stands between each `<!-- table: NAME -->` and `<!-- end -->`. Throws when `page` lacks a table or asks for one that does not exist. */
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

/** A table in Markdown. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
