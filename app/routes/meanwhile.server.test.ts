import type { D1Database } from "@cloudflare/workers-types";
import { decodeJwt } from "jose";
import { afterEach, expect, it, vi } from "vitest";
import { deliverMail } from "../mail/mail.server.ts";
import { appOfTests } from "../testing/app.ts";
import { Authenticator } from "../testing/authenticator.ts";
import { afterAnswers, appOrigin, askedAbout, DB, lettersTo, linkTo, toWorker, Visitor } from "../testing/host.ts";

afterEach(() => void vi.useRealTimers());

const fresh = "a fresh passphrase";
const tokenIn = (link: string): string => new URL(link, appOrigin).searchParams.get("token") ?? "";

/** Asks for a password link and gives a function that uses it. */
const readyToReset = async (visitor: Visitor) => {
  await new Visitor().submit("/forgot", { email: visitor.email });
  await afterAnswers();
  const token = tokenIn(linkTo(visitor.email));
  return () => new Visitor().submit("/reset", { token, password: fresh });
};

/** A database in which something else happens once, right after a statement that contains these words was answered. */
const after = (words: string, happens: () => Promise<unknown>): { DB: D1Database } => {
  let isOver = false;
  const prepare = (sql: string) => {
    const statement = DB.prepare(sql);
    if (!sql.includes(words)) return statement;
    const bind = (...values: unknown[]) => ({
      all: async () => {
        const found = await statement.bind(...values).all();
        if (!isOver) {
          isOver = true;
          await happens();
        }
        return found;
      },
    });
    return { bind };
  };
  return { DB: { prepare, batch: (statements: Parameters<D1Database["batch"]>[0]) => DB.batch(statements) } as unknown as D1Database };
};
/** Part of the statement that reads the password hash for a check. */
const reading = '"password_hash" as "passwordHash"';

const block = (visitor: Visitor) => DB.prepare("update user set blocked_at = created_at where email = ?").bind(visitor.email).run();
const sessionsOf = async ({ email }: Visitor) =>
  (await DB.prepare("select id_hash from session where user_id = (select id from user where email = ?)").bind(email).all()).results.length;
const hashOf = ({ email }: Visitor) =>
  DB.prepare("select password_hash as hash from user where email = ?").bind(email).first<string>("hash");

it("rejects a sign-in when the password was replaced or the account blocked during the check", async () => {
  const ada = await new Visitor().enter();
  const credentials = { email: ada.email, password: ada.password };
  const late = new Visitor();
  const refused = await late.submit("/login", credentials, after(reading, await readyToReset(ada)));
  expect([refused.status, late.cookie, await sessionsOf(ada)]).toEqual([400, "", 0]);
  const bob = await new Visitor("Bob").enter();
  const blocked = await new Visitor().submit(
    "/login",
    { email: bob.email, password: bob.password },
    after(reading, () => block(bob)),
  );
  expect([blocked.status, await sessionsOf(bob)]).toEqual([400, 1]);
});

it("rejects a sign-in when the passkey was removed during the check and the account has another", async () => {
  const ada = await new Visitor().enter();
  const key = new Authenticator();
  const { options: toMake } = (await (await ada.post("/api/passkeys/options", { password: ada.password })).json()) as {
    options: { challenge: string };
  };
  await ada.post("/api/passkeys", { name: "Key", passkey: await key.make(toMake) });
  const late = new Visitor();
  const { options } = (await (await late.post("/api/passkeys/options", {})).json()) as { options: { challenge: string } };
  const body = JSON.stringify({ passkey: await key.sign(options), redirectTo: "/" });
  const change = "update passkey set id = 'another' where user_id = (select id from user where email = ?)";
  const remove = () => DB.prepare(change).bind(ada.email).run();
  const refused = await late.request("POST", "/api/passkeys/sign-in", { body }, after('"public_key" as "publicKey"', remove));
  expect([refused.status, late.cookie, await sessionsOf(ada)]).toEqual([400, "", 1]);
});

it.each([
  ["set another", (ada: Visitor) => ({ intent: "password", currentPassword: ada.password, newPassword: "of somebody else" })],
  ["move the account", (ada: Visitor) => ({ intent: "email", email: `new-${ada.email}`, emailPassword: ada.password })],
  ["delete it", (ada: Visitor) => ({ intent: "delete", password: ada.password })],
])("does not let a request with the old password %s once a link has set a new one", async (_, form) => {
  const ada = await new Visitor().enter();
  const reset = await readyToReset(ada);
  let set: string | null = null;
  const asked = await ada.submit(
    "/profile",
    form(ada),
    after(reading, async () => {
      await reset();
      set = await hashOf(ada);
    }),
  );
  await afterAnswers();
  // Refused, and the session has ended too.
  expect(asked.headers.get("Location")).toBe("/login?redirectTo=%2Fprofile");
  expect([await hashOf(ada), lettersTo(`new-${ada.email}`)]).toEqual([set, []]);
});

/** Asks for another email address while the Worker cannot send, so that the letter waits. */
const askWithoutMail = async (visitor: Visitor) => {
  toWorker.mockResolvedValueOnce(new Response(null, { status: 502 }));
  await visitor.submit("/profile", { intent: "email", email: `new-${visitor.email}`, emailPassword: visitor.password });
  await afterAnswers();
  await DB.prepare("update mail set due_unix_ms = 0 where recipient = ?").bind(`new-${visitor.email}`).run();
};

it.each([
  ["a new password by link", async (ada: Visitor) => (await readyToReset(ada))()],
  ["a new password", (ada: Visitor) => ada.submit("/profile", { intent: "password", currentPassword: ada.password, newPassword: fresh })],
  [
    "another address",
    async (ada: Visitor) => {
      await ada.submit("/profile", { intent: "email", email: `newer-${ada.email}`, emailPassword: ada.password });
      await afterAnswers();
      return new Visitor().submit("/confirm-email", { token: tokenIn(linkTo(`newer-${ada.email}`)) });
    },
  ],
  [
    "the operator's block",
    async (ada: Visitor) => {
      const operator = await new Visitor().enter();
      const id = await DB.prepare("select id from user where email = ?").bind(ada.email).first<string>("id");
      return operator.submit("/admin", { intent: "block", id: id ?? "" }, { ADMIN_EMAILS: operator.email });
    },
  ],
])("revokes a link still waiting to be mailed on %s, and nothing of another account", async (_, end) => {
  const [ada, bob] = [await new Visitor().enter(), await new Visitor("Bob").enter()];
  await readyToReset(bob);
  for (const visitor of [ada, bob]) {
    await askWithoutMail(visitor);
    await DB.prepare("update mail set due_unix_ms = ? where recipient = ?")
      .bind(Date.now() + 60_000, `new-${visitor.email}`)
      .run();
  }
  await end(ada);
  await deliverMail(appOfTests(), { nowUnixMs: Date.now() + 120_000 });
  // The first try, which the Worker refused, is the only one.
  expect([ada, bob].map(({ email }) => lettersTo(`new-${email}`).length)).toEqual([1, 2]);
  const links = "select distinct purpose from account_link where user_id = (select id from user where email = ?) order by purpose";
  expect((await DB.prepare(links).bind(bob.email).raw()).flat()).toEqual(["EMAIL", "RESET"]);
  expect(await sessionsOf(bob)).toBe(1);
});

it("creates no link for a letter withdrawn just before it is sent", async () => {
  const ada = await new Visitor().enter();
  const reset = await readyToReset(ada);
  await askWithoutMail(ada);
  await deliverMail(appOfTests(after('update "mail"', reset)));
  expect(lettersTo(`new-${ada.email}`)).toHaveLength(1);
});

it("adds no passkey once the sign-in that asked for it has ended, though the account has another", async () => {
  const ada = await new Visitor().enter();
  const elsewhere = new Visitor();
  await elsewhere.submit("/login", { email: ada.email, password: ada.password });
  const { options } = (await (await ada.post("/api/passkeys/options", { password: ada.password })).json()) as {
    options: { challenge: string };
  };
  const body = JSON.stringify({ name: "Key", passkey: await new Authenticator().make(options) });
  const end = () => elsewhere.submit("/profile", { intent: "end-sessions" });
  const refused = await ada.request("POST", "/api/passkeys", { body }, after('delete from "challenge"', end));
  await afterAnswers();
  expect([refused.status, lettersTo(ada.email)]).toEqual([401, []]);
  const held = DB.prepare("select id from passkey where user_id = (select id from user where email = ?)").bind(ada.email);
  expect((await held.all()).results).toEqual([]);
});

it("calls a link bad whose address another account takes while it is followed", async () => {
  const [ada, bob] = [await new Visitor().enter(), new Visitor("Bob")];
  await ada.submit("/profile", { intent: "email", email: bob.email, emailPassword: ada.password });
  await afterAnswers();
  const form = { token: tokenIn(linkTo(bob.email)) };
  // Who presses is looked up after the address was found free.
  const pressed = await ada.submit(
    "/confirm-email",
    form,
    after('from "session" inner join "user"', () => bob.enter()),
  );
  await afterAnswers();
  expect([pressed.status, lettersTo(ada.email)]).toEqual([400, []]);
});

/** Another tab of the same browser. */
const tabOf = ({ cookie }: Visitor): Visitor => Object.assign(new Visitor(), { cookie });

it("mints no token for a tab whose browser was signed out in another tab meanwhile", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const signOut = () => tabOf(ada).submit("/logout", {});
  const refused = await ada.request("POST", `/api/interviews/${id}/token`, {}, after('"session"."seen_at" as "seenAt"', signOut));
  const minted = await DB.prepare("select token_minted_at as at from interview where id = ?").bind(id).first<string>("at");
  expect([refused.status, minted]).toEqual([401, null]);
});

it("signs a token before it is noted, so that a sign-out after that revokes it however late it is answered", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const signOut = async () => {
    await tabOf(ada).submit("/logout", {});
    await afterAnswers();
    vi.setSystemTime(Date.now() + 5_000);
  };
  const answer = await ada.request("POST", `/api/interviews/${id}/token`, {}, after('set "token_minted_at" = ?', signOut));
  const { token } = (await answer.json()) as { token: string };
  const [atUnixMs] = askedAbout(id).flatMap(([url, init]) =>
    String(url).endsWith("/revoke") ? [(JSON.parse(String(init?.body)) as { atUnixMs: number }).atUnixMs] : [],
  );
  expect(1000 * (decodeJwt(token).iat ?? NaN)).toBeLessThanOrEqual(atUnixMs ?? 0);
});

it("ends the sign-in before it revokes tokens, so that none is minted after that", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await ada.post(`/api/interviews/${id}/token`);
  let left: number | null = null;
  const looked = after('set "untold_revocation_unix_ms" = ? where "user_id"', async () => (left = await sessionsOf(ada)));
  await ada.submit("/logout", {}, looked);
  await afterAnswers();
  expect(left).toBe(0);
});
