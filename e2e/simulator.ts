import { request } from "node:http";

const origin = `http://127.0.0.1:${process.env["GEMINI_SIMULATOR_PORT"] ?? "8790"}`;

/** What the simulator knows of one Live session: `key` is a text of the interview's set-up, as the role. */
export type SimulatedSession = { id: string; closedAtUnixMs: number | null; extensions: string; audioBytes: number };

const get = (path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    request(`${origin}${path}`, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
    })
      .on("error", reject)
      .end();
  });

export const sessionsOf = async (key: string): Promise<SimulatedSession[]> =>
  JSON.parse((await get(`/control/sessions?key=${encodeURIComponent(key)}`)).toString()) as SimulatedSession[];

/** The PCM16 16 kHz that reached a session. */
export const audioOf = (id: string): Promise<Buffer> => get(`/control/sessions/${id}/audio`);
