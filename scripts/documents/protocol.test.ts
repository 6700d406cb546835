import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { closeCode } from "../../contract/codes.ts";
import { staleAmong } from "./generated.ts";
import { readSchema } from "./proto-schema.ts";
import { protocolDocument, protocolTables } from "./protocol-tables.ts";
import { tableOf, withTables } from "./tables.ts";

const schema = readSchema(await readFile(new URL("../../proto/interview.proto", import.meta.url), "utf8"));

it("keeps the tables of docs/protocol.md up to date (npm run documents writes them)", async () => {
  expect(await staleAmong([await protocolDocument()])).toEqual([]);
});

it("prints tables with aligned columns", () => {
  expect(tableOf(["relay", "CPU"], [["Node", "1.00"]])).toBe("| relay | CPU  |\n| ----- | ---- |\n| Node  | 1.00 |");
});

describe("the protocol's tables", () => {
  it("have a row for every close code and every message of the schema", () => {
    const tables = protocolTables(schema);
    const codes = [...(tables["close codes"] ?? "").matchAll(/^\| (\d+) /gm)].map((match) => Number(match[1]));
    expect(codes).toEqual(Object.values(closeCode).toSorted((a, b) => a - b));
    const messages = schema.filter(({ kind, name }) => kind === "message" && !name.endsWith("Message")).map(({ name }) => name);
    const rows = `${tables["client frames"]}${tables["server frames"]}`;
    expect(messages.filter((name) => !new RegExp(`\\b${name}\\b`).test(rows))).toEqual([]);
  });

  it("say what every limit is for", () => {
    const tables = protocolTables(schema);
    const rows = `${tables["worker limits"]}\n${tables["client limits"]}`.split("\n").filter((row) => row.includes("Ms`"));
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });

  it("replace only what is between their markers", () => {
    expect(withTables("docs/protocol.md", "a <!-- table: t -->old<!-- end --> b", { t: "new" })).toBe(
      "a <!-- table: t -->\n\nnew\n\n<!-- end --> b",
    );
  });

  it("must all be on the page, which may ask for no others", () => {
    expect(() => withTables("docs/protocol.md", "", { t: "new" })).toThrow("docs/protocol.md lacks tables: t");
    expect(() => withTables("docs/protocol.md", "<!-- table: u --><!-- end -->", {})).toThrow("asks for a table that does not exist: u");
  });
});

describe("the schema parser", () => {
  it("parses messages, their oneof fields, enums and comments", () => {
    const text =
      'syntax = "proto3";\n\n// Said.\nmessage Word {\n  oneof payload {\n    // How.\n    string text = 2;\n  }\n}\n\nmessage None {}\nenum Kind {\n  A = 0;\n}\n';
    expect(readSchema(text)).toEqual([
      { kind: "message", name: "Word", comment: "Said.", fields: [{ name: "text", type: "string", number: 2, comment: "How." }] },
      { kind: "message", name: "None", comment: "", fields: [] },
      { kind: "enum", name: "Kind", comment: "", fields: [{ name: "A", type: "", number: 0, comment: "" }] },
    ]);
  });

  it("rejects a line it does not know instead of dropping a field", () => {
    expect(() => readSchema("message A {\n  map<string, int32> b = 1;\n}\n")).toThrow("map<string, int32> b = 1;");
  });
});
