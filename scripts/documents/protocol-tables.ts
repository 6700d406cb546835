import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { defaultCallLimits } from "../../machines/call/limits.ts";
import { closeMeaning, failureMessage, unreadableFrame } from "../../contract/codes.ts";
import {
  frameAllowance,
  idleMs,
  longestFrameBytes,
  mostUnreadableFrames,
  roomAllowance,
  silenceMs,
  soundAllowance,
  typingAllowance,
} from "../../contract/limits.ts";
import { defaultLimits } from "../../machines/interview/limits.ts";
import { type GeneratedFile, generatedFile } from "./generated.ts";
import { type ProtoBlock, type ProtoField, readSchema } from "./proto-schema.ts";
import { tableOf, withTables } from "./tables.ts";

const root = new URL("../../", import.meta.url);
const path = "docs/protocol.md";

/** docs/protocol.md with every table between `<!-- table: NAME -->` and `<!-- end -->` made anew from schema, codes and charts. */
export const protocolDocument = async (): Promise<GeneratedFile> => {
  const [page, schema] = await Promise.all([path, "proto/interview.proto"].map((file) => readFile(new URL(file, root), "utf8")));
  const tables = protocolTables(readSchema(schema ?? ""));
  return generatedFile(path, withTables(path, page ?? "", tables));
};

export const protocolTables = (blocks: readonly ProtoBlock[]): Record<string, string> => ({
  "client frames": framesOf(blocks, "ClientToServerMessage"),
  "server frames": framesOf(blocks, "ServerToClientMessage"),
  values: tableOf(
    ["enum", "value", "name", "meaning"],
    blocks
      .filter(({ kind, name }) => kind === "enum" && name !== "Reason")
      .flatMap(({ name, fields }) => fields.map((value) => [name, String(value.number), value.name, value.comment])),
  ),
  reasons: tableOf(
    ["value", "SessionEnded.reason"],
    blocksNamed(blocks, "Reason").fields.map(({ name, number }) => [String(number), name]),
  ),
  "close codes": tableOf(
    ["code", "when", "the interview"],
    Object.entries(closeMeaning).map(([code, { when, interview }]) => [code, when, interview]),
  ),
  errors: tableOf(
    ["code", "message", "then"],
    [
      [String(unreadableFrame), "one frame could not be understood (text, empty, garbage, no payload)", "the interview goes on"],
      ...Object.values(failureMessage).map((message) => ["4002", message, "close 4002"]),
      ["4001", "why the token was refused", "close 4001"],
    ],
  ),
  bounds: tableOf(["what", "bound", "beyond it"], bounds),
  "worker limits": limitsOf(defaultLimits, "machines/interview/limits.ts"),
  "client limits": limitsOf(defaultCallLimits, "machines/call/limits.ts"),
});

const bounds = [
  ["a frame", `${longestFrameBytes / 1024} KiB`, "1009"],
  [
    "frames, whatever they hold",
    `${frameAllowance.atOnce} at once, then ${frameAllowance.perSecond} a second; unused, up to ${frameAllowance.most.toLocaleString("en")}`,
    "1008",
  ],
  [
    "sound",
    `${soundAllowance.atOnceSeconds} s at once, then ${soundAllowance.timesRealTime} times real time; unused, up to ${soundAllowance.mostSeconds} s`,
    "1008",
  ],
  [
    "what is asked in the room: every message but AudioChunk, EndRequest, Ping and PlaybackMark",
    `${roomAllowance.atOnce} at once, then ${roomAllowance.perSecond} a second`,
    "1008",
  ],
  [
    "typed answers",
    `${typingAllowance.atOnce.toLocaleString("en")} characters at once, then ${typingAllowance.perSecond} a second`,
    "1008",
  ],
  ["frames that cannot be understood", String(mostUnreadableFrames), "1008"],
  ["time without a frame", `${idleMs / 1000} s`, "1013"],
  ["time without a word or a voice of the candidate", `${silenceMs / 1000} s`, "the interview ends, `GEMINI_ENDED`"],
];

const framesOf = (blocks: readonly ProtoBlock[], envelope: string): string =>
  tableOf(
    ["field", "message", "its fields", "meaning"],
    blocksNamed(blocks, envelope).fields.map(({ name, number, type }) => {
      const { fields, comment } = blocksNamed(blocks, type);
      const parts = fields.flatMap((field) => [field, ...partsOf(blocks, field.type)]).map(fieldText);
      return [`${number} \`${name}\``, `\`${type}\``, parts.join("<br>") || "none", comment];
    }),
  );

const fieldText = ({ type, name, number, comment }: ProtoField): string => `\`${type} ${name} = ${number}\`${comment && ` ${comment}`}`;

/** The fields of a message that is a field's type. */
const partsOf = (blocks: readonly ProtoBlock[], type: string): readonly ProtoField[] =>
  blocks.find(({ kind, name }) => kind === "message" && type === `repeated ${name}`)?.fields ?? [];

const blocksNamed = (blocks: readonly ProtoBlock[], name: string): ProtoBlock => {
  const block = blocks.find((it) => it.name === name);
  if (block === undefined) throw new Error(`The schema has no ${name}`);
  return block;
};

/** Limits in ms, each with what the comment above it in `file` says. */
const limitsOf = (ms: Readonly<Record<string, number>>, file: string): string => {
  const source = readFileSync(new URL(file, root), "utf8");
  const comments = new Map(
    [...source.matchAll(/\/\*\* (.+) \*\/\n {2}(\w+): number;/g)].map(([, comment = "", name = ""]) => [name, comment]),
  );
  return tableOf(
    ["limit", "default", "meaning"],
    Object.entries(ms).map(([name, value]) => [`\`${name}\``, `${value / 1000} s`, comments.get(name) ?? ""]),
  );
};
