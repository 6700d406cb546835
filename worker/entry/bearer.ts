const longestHeader = 1_024;
const digest = async (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** Whether the header carries one of the secrets. Constant time: digests of equal length are compared, with every secret. */
export const isBearer = async (header: string | null, secrets: readonly string[]): Promise<boolean> => {
  if (header === null || header.length > longestHeader) return false;
  const given = await digest(header);
  const expected = await Promise.all(secrets.map((secret) => digest(`Bearer ${secret}`)));
  return expected.map((it) => crypto.subtle.timingSafeEqual(given, it)).includes(true);
};
