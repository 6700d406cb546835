import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { App } from "../server/load-context.server.ts";
import { keyedHash } from "../server/secret.server.ts";
import { signedCookie } from "./cookies.server.ts";

const lifeSeconds = 180 * 24 * 60 * 60;
/** Most accounts that one browser is remembered for, the newest first. */
const accountsMost = 5;

const Device = z.object({ id: z.string().min(1), accounts: z.array(z.string()) });

const cookieOf = (request: Request, app: App) => signedCookie("device", request, app, lifeSeconds);
const keyOf = ({ env }: App, email: string) => keyedHash(env.SESSION_SECRET, `device ${email}`);

const readDevice = async (request: Request, app: App) => {
  const value: unknown = await cookieOf(request, app)
    .parse(request.headers.get("Cookie"))
    .catch(() => null);
  return Device.safeParse(value).data ?? null;
};

/** The id of this browser if the account has signed in on it before, else null. The cookie opens nothing; it only gives the browser its own limit for guesses. */
export const knownDevice = async (request: Request, app: App, email: string): Promise<string | null> => {
  const device = await readDevice(request, app);
  return device?.accounts.includes(keyOf(app, email)) ? device.id : null;
};

/** Remembers that the account has signed in on this browser. Answers the `Set-Cookie` header. */
export const rememberDevice = async (request: Request, app: App, email: string): Promise<string> => {
  const { id, accounts } = (await readDevice(request, app)) ?? { id: randomBytes(16).toString("base64url"), accounts: [] };
  const key = keyOf(app, email);
  return cookieOf(request, app).serialize({ id, accounts: [key, ...accounts.filter((it) => it !== key)].slice(0, accountsMost) });
};
