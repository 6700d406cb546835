/** A JSON body of a request of ours, or null for one that is longer than `mostBytes` says, or no JSON. */
export const readJson = async (request: Request, mostBytes: number): Promise<unknown> => {
  if (Number(request.headers.get("Content-Length")) > mostBytes) return null;
  try {
    return await request.json();
  } catch {
    return null;
  }
};
