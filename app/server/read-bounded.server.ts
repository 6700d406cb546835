import { bodyBytes } from "../../contract/limits.ts";

/**
 * The body, or null if it exceeds the limit, whether or not its length was announced. Reads no further than the limit. That is
 * `bodyBytes.anybody`; for a longer body `limitFor` gives the limit of its sender, and may throw a refusal.
 */
export const readBounded = async (request: Request, limitFor: () => number): Promise<Uint8Array<ArrayBuffer> | null> => {
  const announced = Number(request.headers.get("Content-Length") ?? 0);
  let limit = announced > bodyBytes.anybody ? limitFor() : bodyBytes.anybody;
  if (announced > limit) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > limit && limit === bodyBytes.anybody) limit = limitFor();
    if (length > limit) {
      await reader?.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
};
