import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { ServerToClientMessage } from "./gen/interview.ts";

type Payload = NonNullable<ServerToClientMessage["payload"]>;

/** A reader made from the schema as it was with only fields 1–4, by another protobuf library. */
const baseline = fromBinary(FileDescriptorSetSchema, readFileSync(new URL("baseline.binpb", import.meta.url)));
for (const message of baseline.file.flatMap(({ messageType }) => messageType))
  message.field = message.field.filter(({ number }) => number <= 4);
const schema = createFileRegistry(baseline).getMessage("preppal.ServerToClientMessage");

const readByOld = (payload: Payload) => {
  if (!schema) throw new Error("The baseline has no ServerToClientMessage");
  const read: object = fromBinary(schema, ServerToClientMessage.encode({ payload }).finish());
  return "payload" in read ? read.payload : null;
};

it("lets a reader of fields 1–4 read them as before, and skip everything newer", () => {
  const caption = { speaker: "AI", text: "Hello", isFinal: true };
  expect(readByOld({ $case: "transcriptUpdate", value: { ...caption, seq: 3, isTyped: true, atMs: 1_200 } })).toMatchObject({
    case: "transcriptUpdate",
    value: caption,
  });
  const audioContent = Uint8Array.of(1, 2);
  expect(readByOld({ $case: "audioResponse", value: { audioContent } })).toMatchObject({ case: "audioResponse", value: { audioContent } });
  const error = { code: 5000, message: "A frame could not be understood." };
  expect(readByOld({ $case: "error", value: error })).toMatchObject({ case: "error", value: error });
  expect(readByOld({ $case: "sessionEnded", value: { reason: 2 } })).toMatchObject({ case: "sessionEnded", value: { reason: 2 } });
  const newer: Payload[] = [
    { $case: "sessionStarted", value: { resumeToken: "t", endsAtUnixMs: 1, startedAtUnixMs: 1, nowUnixMs: 1, features: ["text"] } },
    { $case: "interrupted", value: {} },
    { $case: "turnState", value: { floor: 2, turn: 1, mode: 2, untilUnixMs: 1_700_000_000_000 } },
    { $case: "agenda", value: { items: [{ id: "1", topic: "A conflict", state: 1 }] } },
    { $case: "saved", value: { upToSeq: 4, atUnixMs: 1_700_000_000_000, isDelivered: false } },
    { $case: "notice", value: { kind: 5, ref: "a1" } },
    { $case: "pong", value: { nonce: "18446744073709551615" } },
  ];
  expect(newer.map(readByOld)).toEqual(newer.map(() => ({ case: undefined })));
});
