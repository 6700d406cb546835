import type { Line } from "./line.ts";
import { tone } from "./speech.ts";
import { wait } from "./wait.ts";

const partMs = 400;
const burstMs = 20;

/** Sends `ms` of sound within `overMs`, or as fast as the reader takes it. */
export const flood = async (line: Line, { ms, overMs }: { ms: number; overMs: number }, signal: AbortSignal) => {
  const part = Buffer.from(
    JSON.stringify({
      serverContent: {
        modelTurn: { role: "model", parts: [{ inlineData: { mimeType: "audio/pcm;rate=24000", data: tone(partMs).toString("base64") } }] },
      },
    }),
  );
  const parts = Math.ceil(ms / partMs);
  const perBurst = Math.max(1, Math.ceil((parts * burstMs) / Math.max(overMs, burstMs)));
  for (let sent = 0; sent < parts && line.open;) {
    for (const end = Math.min(parts, sent + perBurst); sent < end; sent++) line.sendFrame(part);
    await line.drained();
    await wait(overMs === 0 ? 0 : burstMs, signal);
  }
};
