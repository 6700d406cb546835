import { expect, it } from "vitest";
import { Authenticator } from "../testing/authenticator.ts";
import { afterAnswers, appOrigin, DB, linkTo, Visitor } from "../testing/host.ts";

type Asked = { options: { challenge: string } };
const adminOf = ({ email }: Visitor) => ({ ADMIN_EMAILS: email });
const open = (visitor: Visitor, bindings: Record<string, string> = {}, host = appOrigin) =>
  visitor.request("GET", "/admin", { host }, { ...adminOf(visitor), ...bindings });
const post = { MAIL_FROM: "no-reply@example.com" };
const tokenIn = (path: string) => new URL(path, appOrigin).searchParams.get("token") ?? "";
/** Follows the password link mailed to the account's address, and signs in with the new password. */
const resetByMail = async (visitor: Visitor, password = "a fresh passphrase") => {
  await new Visitor().submit("/forgot", { email: visitor.email });
  await afterAnswers();
  await new Visitor().submit("/reset", { token: tokenIn(linkTo(visitor.email)), password });
  await visitor.rehash(password);
  await visitor.submit("/login", { email: visitor.email, password });
};
const askForEmail = async (visitor: Visitor, email: string) => {
  await visitor.submit("/profile", { intent: "email", email, emailPassword: visitor.password });
  await afterAnswers();
  return tokenIn(linkTo(email));
};

it("is hidden, wherever others can connect, from an account with an operator's unconfirmed address until a mailed link is followed", async () => {
  const ada = await new Visitor().enter();
  const places = [{ bindings: post }, { bindings: { APP_ORIGIN: "http://preppal.example" } }, { host: "http://preppal.example" }];
  const statuses = () => Promise.all(places.map(async ({ bindings = {}, host = appOrigin }) => (await open(ada, bindings, host)).status));
  expect(await statuses()).toEqual([404, 404, 404]);
  const pressed = await ada.submit("/admin", { intent: "block", id: "x" }, { ...adminOf(ada), ...post });
  expect(pressed.status).toBe(404);
  expect((await open(ada)).status).toBe(200);
  await resetByMail(ada);
  expect(await statuses()).toEqual([200, 200, 200]);
});

it("locks out whoever registered an operator's address first once its owner has it: no password, session or passkey works", async () => {
  const mallory = await new Visitor().enter();
  const key = new Authenticator();
  const { options } = (await (await mallory.post("/api/passkeys/options", { password: mallory.password })).json()) as Asked;
  await mallory.post("/api/passkeys", { name: "", passkey: await key.make(options) });
  const owner = new Visitor();
  await resetByMail(Object.assign(owner, { email: mallory.email }));
  expect((await open(owner, post)).status).toBe(200);
  expect((await mallory.get("/api/profile")).status).toBe(401);
  const question = ((await (await new Visitor().post("/api/passkeys/options", {})).json()) as Asked).options;
  const signedIn = await mallory.post("/api/passkeys/sign-in", { passkey: await key.sign(question), redirectTo: "/" });
  expect(signedIn.status).toBe(400);
});

it("keeps the passkeys of an account with a confirmed address when its password is reset, and of every other account", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  await DB.prepare("update user set email_confirmed_at = 'once' where email = ?").bind(ada.email).run();
  for (const visitor of [ada, eve]) {
    const { options } = (await (await visitor.post("/api/passkeys/options", { password: visitor.password })).json()) as Asked;
    await visitor.post("/api/passkeys", { name: "Blue key", passkey: await new Authenticator().make(options) });
  }
  await resetByMail(ada);
  for (const visitor of [ada, eve]) expect(await (await visitor.get("/profile")).text()).toContain("Blue key");
});

it("appears after a change to an operator's address that the signed-in account itself confirmed", async () => {
  const [ada, eve, bob] = [await new Visitor().enter(), await new Visitor("Eve").enter(), await new Visitor("Bob").enter()];
  for (const [visitor, presser, status] of [
    [ada, ada, 200],
    [eve, new Visitor(), 404],
    [bob, eve, 404],
  ] as const) {
    const email = `operator-${visitor.email}`;
    await presser.submit("/confirm-email", { token: await askForEmail(visitor, email) });
    expect((await open(visitor, { ADMIN_EMAILS: email, ...post })).status).toBe(status);
  }
  const other = `other-${ada.email}`;
  await new Visitor().submit("/confirm-email", { token: await askForEmail(ada, other) });
  expect((await open(ada, { ADMIN_EMAILS: other, ...post })).status).toBe(404);
});
