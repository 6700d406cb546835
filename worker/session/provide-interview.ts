import type { interviewMachine } from "../../machines/interview.ts";
import type { PortsOf } from "../../machines/ports/shared-machine.ts";
import { Notice_Kind } from "../../proto/gen/interview.ts";
import type { outbox } from "./app/outbox.ts";
import type { gemini } from "./gemini/resource.ts";
import { client, type ClientParts } from "./ports/client.ts";
import { conversation, type ConversationParts } from "./ports/conversation.ts";
import { records, type RecordsParts } from "./ports/records.ts";

type Actors = { gemini: ReturnType<typeof gemini>["resource"]; outbox: ReturnType<typeof outbox> };

/** Implements the interview chart's ports. Each effect is in the file of what it changes. */
export const provideInterview = (parts: Actors & ClientParts & ConversationParts & RecordsParts): PortsOf<typeof interviewMachine> => {
  const { effects: ofClient, notify } = client(parts);
  const { effects: ofConversation, ...ending } = conversation(parts, () => notify(Notice_Kind.KIND_NOT_WRITTEN_DOWN));
  return {
    actors: { readSetup: parts.briefing.reading, gemini: parts.gemini, outbox: parts.outbox },
    actions: { ...ofClient, ...ofConversation, ...records(parts, ending) },
  };
};
