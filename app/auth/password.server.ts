import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { type Asker, Turns } from "../limits/turns.server.ts";

/** Cost of new hashes: 16 MiB and about 0.2 s. N is 2^ln. */
const cost = { ln: 14, r: 8, p: 5 } as const;
const hashBytes = 32;

type Cost = { ln: number; r: number; p: number };

const turns = new Turns({ atOnce: 2, waiting: 40, each: 20, longestMs: 20_000, aboutMs: 250 });

const derive = (password: string, salt: Uint8Array, { ln, r, p }: Cost) =>
  new Promise<Uint8Array>((resolve, reject) => {
    const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
    scrypt(password.normalize("NFC"), salt, hashBytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll("=", "");
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * A PHC string: `$scrypt$ln=14,r=8,p=5$<salt>$<hash>`, so that the cost can be raised later. The asker takes a turn at
 * hashing; throws LimitedError where the queue is full.
 */
export const hashPassword = async (password: string, asker: Asker): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await turns.take(asker, () => derive(password, salt, cost));
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${toBase64(salt)}$${toBase64(hash)}`;
};

/** No password has this hash. Checking against it costs what checking a real one does. */
export const nobodysHash = `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** Whether the hash is the password's. The asker as in {@link hashPassword}. */
export const isPasswordOf = async (stored: string, password: string, asker: Asker): Promise<boolean> => {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored);
  if (!match) return false;
  const [, ln, r, p, salt = "", hash = ""] = match;
  const derived = await turns.take(asker, () => derive(password, fromBase64(salt), { ln: Number(ln), r: Number(r), p: Number(p) }));
  return timingSafeEqual(derived, fromBase64(hash));
};
