/** Leading zero bits that a proof's hash has: about 65,000 tries, a second or two on a phone. */
export const bitsOfWork = 16;

const encoder = new TextEncoder();
const hashOf = async (text: string) => new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));

const zeroBits = (hash: Uint8Array): number => {
  const first = hash.findIndex((byte) => byte !== 0);
  return first < 0 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
};

type Work = { challenge: string; bits: number };

/** Whether `proof`, a decimal number, is the work asked for: SHA-256 of `<challenge>.<proof>` begins with `bits` zero bits. */
export const isProof = async ({ challenge, proof, bits }: Work & { proof: string }): Promise<boolean> =>
  /^\d{1,12}$/.test(proof) && zeroBits(await hashOf(`${challenge}.${proof}`)) >= bits;

/** How many hashes are computed at once: one by one, each would cost a turn of the event loop. */
const atOnce = 512;

/** Finds a proof for {@link isProof}. The page stays responsive: the hashes are computed off its thread. */
export const workOn = async ({ challenge, bits }: Work): Promise<string> => {
  for (let from = 0; ; from += atOnce) {
    const hashes = await Promise.all(Array.from({ length: atOnce }, (_, at) => hashOf(`${challenge}.${from + at}`)));
    const found = hashes.findIndex((hash) => zeroBits(hash) >= bits);
    if (found >= 0) return String(from + found);
  }
};
