import { createRequestHandler } from "@remix-run/cloudflare";
import { scryptSync } from "node:crypto";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { startSignIn } from "../auth/sign-in-cookie.server.ts";
import { openDatabase } from "../server/database.server.ts";
import { createUser } from "../auth/users.server.ts";
import { type AppEnv, parseEnv } from "../server/env.server.ts";
import { openApp } from "../server/load-context.server.ts";
import { serve } from "../serve.server.ts";
import type { Letter } from "../../contract/mail.ts";
import type { Interview } from "../../contract/app-api.ts";
import { build } from "./server-build.ts";

export const appOrigin = "http://localhost:3000";
export const { DB, JWT_SECRET, SESSION_SECRET, WORKER_SHARED_SECRET }: AppEnv = parseEnv(env);

/** Stands in for the Worker, except for plans: answers 204. */
export const toWorker = vi.fn<typeof fetch>(async () => new Response(null, { status: 204 }));

/** The same for requests to plan an interview's questions: answers 503, and plans nothing. */
export const toPlanner = vi.fn<typeof fetch>(async () => new Response(null, { status: 503 }));

/**
 * The requests to the Worker about one interview. Others may have been made: due deletions are handed on by whichever request comes next.
 */
export const askedAbout = (id: string) => toWorker.mock.calls.filter(([url]) => new URL(String(url)).pathname.split("/")[1] === id);

/** The letters to an address that the Worker was asked to send, oldest first. */
export const lettersTo = (address: string): Letter[] =>
  toWorker.mock.calls
    .filter(([url]) => String(url).endsWith("/mail"))
    .map(([, init]) => JSON.parse(String(init?.body)) as Letter)
    .filter(({ to }) => to === address);

/** The link in the newest letter to an address, as a path of the app. Throws if there is none. */
export const linkTo = (address: string): string => {
  const [, path] = new RegExp(`^${appOrigin}(/\\S+)$`, "m").exec(lettersTo(address).at(-1)?.text ?? "") ?? [];
  if (path === undefined) throw new Error(`No letter to ${address} has a link`);
  return path;
};

const remix = createRequestHandler(build);
const later: Promise<unknown>[] = [];

/** Sends a request through everything that a Pages request passes: the shell, Remix, the route, D1. */
export const send = (request: Request, bindings: Record<string, unknown> = {}): Promise<Response> =>
  serve(request, { env: { ...env, ...bindings }, waitUntil: (work) => void later.push(work) }, remix);

/** Waits for the work that was left for after the answers (`waitUntil`). */
export const afterAnswers = (): Promise<unknown> => Promise.all(later.splice(0));

const unpadded = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64").replaceAll("=", "");

/** A password's hash at the lowest cost, so that checking a password against it costs next to nothing as well. */
const cheapHash = (password: string): string => {
  const salt = Buffer.from("a salt for tests");
  return `$scrypt$ln=1,r=1,p=1$${unpadded(salt)}$${unpadded(scryptSync(password, salt, 32, { N: 2, r: 1, p: 1 }))}`;
};

export type Form = Record<string, string>;

/** A browser: keeps its cookies by their purpose, and sends its page's origin. */
export class Visitor {
  cookie = "";
  device = "";
  link = "";
  /** An address of its own, so that limits by address count visitors apart. */
  readonly address = crypto.randomUUID();
  readonly name: string;
  readonly email: string;
  readonly password = "correct horse battery";

  constructor(name = "Ada") {
    this.name = name;
    this.email = `${name.toLowerCase()}-${crypto.randomUUID()}@example.com`;
  }

  async request(
    method: string,
    path: string,
    { body, headers = {}, host = appOrigin }: { body?: BodyInit; headers?: Record<string, string>; host?: string } = {},
    bindings = {},
  ) {
    const request = new Request(host + path, {
      method,
      headers: {
        "CF-Connecting-IP": this.address,
        ...((this.cookie || this.device || this.link) && { Cookie: [this.cookie, this.device, this.link].filter(Boolean).join("; ") }),
        ...(method !== "GET" && { Origin: appOrigin }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      redirect: "manual",
    });
    const response = await send(request, bindings);
    for (const set of response.headers.getSetCookie()) {
      const kind = /^(?:__Host-)?preppal-(device|link)=/.exec(set)?.[1];
      this[kind === "device" || kind === "link" ? kind : "cookie"] = set.includes("Max-Age=0") ? "" : (set.split(";")[0] ?? "");
    }
    return response;
  }

  get = (path: string, headers: Record<string, string> = {}) => this.request("GET", path, { headers });
  submit = (path: string, form: Form, bindings = {}) => this.request("POST", path, { body: new URLSearchParams(form) }, bindings);
  post = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    this.request("POST", path, { headers, ...(body !== undefined && { body: JSON.stringify(body) }) });

  /** Signs up as a browser does: it costs what hashing a password does, but checking it afterwards costs next to nothing. */
  async signUp(): Promise<this> {
    const { name, email, password } = this;
    await this.submit("/signup", { name, email, password });
    return this.rehash(password);
  }

  /** Stores the password's hash at the lowest cost, so that checking the password costs next to nothing. */
  async rehash(password: string): Promise<this> {
    await DB.prepare("update user set password_hash = ? where email = ?").bind(cheapHash(password), this.email).run();
    return this;
  }

  /** The same as {@link signUp}, without the time that hashing the password takes. */
  async enter(): Promise<this> {
    const passwordHash = cheapHash(this.password);
    const user = await createUser(openDatabase(DB), { name: this.name, email: this.email, passwordHash });
    const app = openApp({ cloudflare: { env, ctx: { waitUntil: () => {} } } });
    const setCookie = await startSignIn(new Request(appOrigin), app, { userId: user?.id ?? "", passwordHash });
    this.cookie = setCookie?.split(";")[0] ?? "";
    return this;
  }

  async startInterview(setup: Record<string, unknown> = { role: "Backend engineer" }): Promise<Interview> {
    const response = await this.post("/api/interviews", setup);
    return ((await response.json()) as { interview: Interview }).interview;
  }
}

/** Requests as the Worker sends them: without cookie and origin, with the bearer token. */
export const worker = {
  post: (path: string, body: unknown, secret: string = WORKER_SHARED_SECRET) =>
    send(
      new Request(appOrigin + path, {
        method: "POST",
        headers: { Authorization: `Bearer ${secret}` },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    ),
  get: (path: string, headers: Record<string, string> = {}, bindings = {}) =>
    send(new Request(appOrigin + path, { headers: { ...headers, Authorization: `Bearer ${WORKER_SHARED_SECRET}` } }), bindings),
};

/** A refusal's status and code. */
export const refusalOf = async (response: Response): Promise<[number, string]> => {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return [response.status, error.code];
};
