/** One field of a message or one value of an enum, with the comment above it. */
export type ProtoField = { readonly name: string; readonly type: string; readonly number: number; readonly comment: string };
/** A message or an enum. Fields of a oneof are fields of its message, as on the wire. */
export type ProtoBlock = {
  readonly kind: "message" | "enum";
  readonly name: string;
  readonly comment: string;
  readonly fields: readonly ProtoField[];
};

type OpenBlock = { kind: "message" | "enum" | "oneof"; name: string; comment: string; fields: ProtoField[] };

/** Reads the blocks of a proto3 file that is written one declaration a line, as buf formats it. Throws on any other line. */
export const readSchema = (text: string): ProtoBlock[] => {
  const blocks: ProtoBlock[] = [];
  const open: OpenBlock[] = [];
  let comment: string[] = [];
  for (const line of text.split("\n").map((it) => it.trim())) {
    const remark = /^\/\/ ?(.*)$/.exec(line)?.[1];
    if (remark !== undefined) {
      comment.push(remark);
      continue;
    }
    const [, kind, name, isEmpty] = /^(message|enum|oneof) (\w+) \{(\})?$/.exec(line) ?? [];
    const [, type = "", field, number] = /^(?:((?:(?:repeated|optional) )?[\w.]+) )?(\w+) = (\d+)(?: \[jstype = \w+\])?;$/.exec(line) ?? [];
    if ((kind === "message" || kind === "enum" || kind === "oneof") && name) {
      const block: OpenBlock = { kind, name, comment: comment.join(" "), fields: [] };
      if (block.kind !== "oneof") blocks.push({ ...block, kind: block.kind });
      if (!isEmpty) open.push(block);
    } else if (field && number) {
      const holder = open.findLast((it) => it.kind !== "oneof");
      holder?.fields.push({ name: field, type, number: Number(number), comment: comment.join(" ") });
    } else if (line === "}") {
      open.pop();
    } else if (line !== "" && !/^(syntax|package) /.test(line)) {
      throw new Error(`The schema has a line that its reader does not know: ${line}`);
    }
    comment = [];
  }
  return blocks;
};
