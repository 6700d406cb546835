const digest = async (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));

/** Whether the header carries the secret. Constant time: digests of equal length are compared. */
export const isBearer = async (header: string | null, secret: string): Promise<boolean> => {
  const [given, expected] = await Promise.all([digest(header ?? ""), digest(`Bearer ${secret}`)]);
  return crypto.subtle.timingSafeEqual(given, expected);
};
