/** Reads a request's JSON body. Null if it is longer than `mostBytes`, with or without a Content-Length, or is not JSON in UTF-8. */
export const readJson = async (request: Request, mostBytes: number): Promise<unknown> => {
  if (Number(request.headers.get("Content-Length")) > mostBytes) return null;
  try {
    const text = await readText(request, mostBytes);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

/** Reads no further than the limit: returning from the loop cancels the body. */
const readText = async ({ body }: Request, mostBytes: number): Promise<string | null> => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });
  let text = "";
  let length = 0;
  for await (const bytes of body ?? []) {
    length += bytes.length;
    if (length > mostBytes) return null;
    text += decoder.decode(bytes, { stream: true });
  }
  return text + decoder.decode();
};
