const mebibyte = 1024 * 1024;

/** Most bytes that a path takes: 8 MiB for a transcript, 1 MiB for everything else. */
export const bodyLimit = (pathname: string): number =>
  /^\/api\/interviews\/[^/]+\/transcript\/?(\.data)?$/.test(pathname) ? 8 * mebibyte : mebibyte;

/** The body, or null where it is over the limit, whether or not its length was announced. Reads no further than the limit. */
export const readBounded = async (request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer> | null> => {
  if (Number(request.headers.get("Content-Length") ?? 0) > limitBytes) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > limitBytes) {
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
