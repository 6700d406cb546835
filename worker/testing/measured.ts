import { prepareInterview } from "./interview.ts";

/** So many ms of syllables, and of a quiet room, at 16 kHz: sound whose times are known exactly. */
export const voice = (ms: number) =>
  new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => (at % 4_000 < 2_800 ? 8_000 : 3_000) * Math.sin(at / 12)).buffer);
export const room = (ms: number) => new Uint8Array(Int16Array.from({ length: 16 * ms }, (_, at) => 20 * Math.sin(at / 5)).buffer);

/** A live interview at 24 kHz whose Gemini says and hears what the test sends. */
export const measured = async (options: Parameters<typeof prepareInterview>[0] = {}) => {
  const interview = await prepareInterview({ scenario: { hears: false }, ...options });
  const client = await interview.join({ rate: 24_000 });
  await client.until("sessionStarted");
  const send = (serverContent: object) => interview.act({ send: { serverContent } });
  return { interview, client, send, heard: (text: string) => send({ inputTranscription: { text } }) };
};
