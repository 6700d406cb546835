import type { Candidate } from "../../harness/candidate.ts";
import { prepareInterview } from "./interview.ts";

/** A live interview and its candidate. */
export const live = async (options: Parameters<typeof prepareInterview>[0] = {}) => {
  const interview = await prepareInterview(options);
  const client = await interview.join();
  await client.until("sessionStarted");
  return { interview, client };
};

/** The candidate types an answer. */
export const type = (client: Candidate, text: string, clientId: string) => client.send({ $case: "textAnswer", value: { text, clientId } });

/** Whose turn the candidate was told it is, in order. */
export const floors = (client: Candidate) => client.of("turnState").map(({ floor }) => floor);

/** A voice with syllables, after a moment of the room. */
export const speak = (client: Candidate, ms: number) => {
  for (let atMs = 0; atMs < ms; atMs += 40) {
    const level = atMs < 40 ? 20 : atMs % 240 < 160 ? 8_000 : 1_500;
    client.speak(new Uint8Array(Int16Array.from({ length: 640 }, (_, at) => level * Math.sin((16 * atMs + at) / 12)).buffer));
  }
};
