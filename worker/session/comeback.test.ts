import { runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import type { Candidate } from "../../harness/candidate.ts";
import { until } from "../../harness/wait.ts";
import { type Prepared, prepareInterview, say } from "../testing/interview.ts";

type Room = { interview: Prepared; client: Candidate };

/** The object has read what was sent to it. */
const settled = async (client: Candidate) => {
  const count = client.of("pong").length;
  client.send({ $case: "ping", value: { nonce: "1" } });
  await client.until("pong", count + 1);
};

const asks = (...payloads: Parameters<Candidate["send"]>[0][]) => {
  return async ({ client }: Room) => {
    for (const it of payloads) client.send(it);
    await settled(client);
  };
};

const typed = (clientId: string) => ({ $case: "textAnswer" as const, value: { text: `Answer ${clientId}.`, clientId } });

const hears =
  (text: string) =>
  async ({ interview, client }: Room) => {
    await interview.act({ send: { serverContent: { inputTranscription: { text } } } });
    await until("the words", () => client.captions().some((it) => it.includes(text)));
  };

const notes = async ({ interview, client }: Room) => {
  const id = client.of("agenda")[0]?.items[0]?.id;
  const before = client.of("agenda").length;
  await interview.act({ call: { name: "note_question", args: { id } } });
  await client.until("agenda", before + 1);
};

/** What a candidate is told on joining or coming back. */
const toldTo = (client: Candidate) => {
  const [started] = client.of("sessionStarted");
  const [turn] = client.of("turnState");
  return {
    lengthMs: (started?.endsAtUnixMs ?? 0) - (started?.startedAtUnixMs ?? 0),
    captions: client.of("transcriptUpdate").map(({ speaker, text, seq, isTyped }) => [seq, speaker, text, isTyped]),
    turn: [turn?.turn, turn?.mode],
    agenda: client.of("agenda")[0]?.items.map(({ id, state }) => [id, state]),
  };
};

it.each<[string, (room: Room) => Promise<unknown>]>([
  ["nothing else", async () => {}],
  ["a chosen pace", asks({ $case: "patience", value: { mode: 3 } })],
  ["a pace that is chosen while an answer is due", asks(typed("a"), { $case: "patience", value: { mode: 3 } })],
  ["two typed answers", asks(typed("a"), typed("b"))],
  [
    "a typed answer that is answered",
    async (room) => {
      await asks(typed("a"))(room);
      await room.interview.act(say("I see."));
      await until("the reply", () => room.client.captions().includes("AI. I see."));
    },
  ],
  ["words of an answer", hears("I was saying")],
  ["a noted question", notes],
  [
    "a skipped question",
    async (room) => {
      await notes(room);
      await asks({ $case: "steer", value: { what: 3 } })(room);
    },
  ],
  ["the time to come to an end", ({ interview }) => interview.expire("wrapUp")],
])("tells a candidate who returns after a crash the same as without one, after %s", async (_, happens) => {
  const told: ReturnType<typeof toldTo>[] = [];
  for (const crashes of [false, true]) {
    const interview = await prepareInterview({ scenario: { hears: false } });
    const client = await interview.join();
    const { resumeToken } = await client.until("sessionStarted");
    await interview.act(say("First question?"));
    await client.until("transcriptUpdate", 2);
    client.mark(true);
    client.mark(false);
    await settled(client);
    await interview.handle();
    await happens({ interview, client });
    await runInDurableObject(interview.stub(), (_, { storage }) => storage.sync());
    await (crashes ? interview.crash() : interview.configure());
    const again = await interview.join({ token: resumeToken });
    await again.until("agenda");
    told.push(toldTo(again));
  }
  expect(told[1]).toEqual(told[0]);
});
