import { expect, it, vi } from "vitest";
import { Authenticator } from "../testing/authenticator.ts";
import { afterAnswers, appOrigin, DB, lettersTo, refusalOf, Visitor } from "../testing/host.ts";

type Options = { challenge: string; rpId?: string; excludeCredentials?: { id: string }[]; authenticatorSelection?: object };
const question = async (visitor: Visitor, body: object): Promise<Options> =>
  ((await (await visitor.post("/api/passkeys/options", body)).json()) as { options: Options }).options;
const toAdd = (visitor: Visitor) => question(visitor, { password: visitor.password });

const add = async (visitor: Visitor, key = new Authenticator(), name = "Blue key"): Promise<Authenticator> => {
  const response = await visitor.post("/api/passkeys", { name, passkey: await key.make(await toAdd(visitor)) });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return key;
};
const signIn = (visitor: Visitor, passkey: object, redirectTo = "/profile", bindings = {}) =>
  visitor.request("POST", "/api/passkeys/sign-in", { body: JSON.stringify({ passkey, redirectTo }) }, bindings);
const listed = async (visitor: Visitor) =>
  (
    await DB.prepare(
      "select name, counter, used_at is not null as isUsed from passkey where user_id = (select id from user where email = ?)",
    )
      .bind(visitor.email)
      .all<{ name: string; counter: number; isUsed: number }>()
  ).results;

it("adds a passkey for somebody who gives their password, signs in with it, and tells them of both by mail", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  expect((await ada.post("/api/passkeys/options", { password: "a guess" })).status).toBe(400);
  const key = await add(ada);
  await add(eve);
  expect(await (await ada.get("/profile")).text()).toContain("Blue key");
  const elsewhere = new Visitor();
  const mail = { MAIL_FROM: "no-reply@example.com" };
  const answer = await signIn(elsewhere, await key.sign(await question(elsewhere, {})), "/profile", mail);
  expect([answer.status, await answer.json()]).toEqual([200, { to: "/profile" }]);
  expect((await elsewhere.get("/api/profile")).status).toBe(200);
  expect(await listed(ada)).toEqual([{ name: "Blue key", counter: 1, isUsed: 1 }]);
  expect(await listed(eve)).toEqual([{ name: "Blue key", counter: 0, isUsed: 0 }]);
  await afterAnswers();
  const subjects = lettersTo(ada.email).map(({ subject }) => subject);
  expect(subjects).toEqual(["A passkey was added to your account", "A new sign-in to your account"]);
  // Whoever controls the account chooses this name, while the email address may be somebody else's.
  expect(lettersTo(ada.email)[0]?.text).not.toContain("Blue key");
});

it("asks for a discoverable credential with user verification, excluding existing ones", async () => {
  const ada = await new Visitor().enter();
  const key = await add(ada);
  const options = await toAdd(ada);
  expect(options.authenticatorSelection).toMatchObject({ residentKey: "required", userVerification: "required" });
  expect(options.excludeCredentials).toMatchObject([{ id: Buffer.from(key.id).toString("base64url") }]);
  expect(await question(new Visitor(), {})).toMatchObject({ userVerification: "required" });
});

it("asks for the app's own passkeys and accepts answers for it alone, whatever host the request names", async () => {
  const key = await add(await new Visitor().enter());
  const host = "http://evil.example";
  const ask = { host, headers: { Origin: appOrigin } };
  const asked = await new Visitor().request("POST", "/api/passkeys/options", { ...ask, body: "{}" });
  const { options } = (await asked.json()) as { options: Options };
  const body = JSON.stringify({ passkey: await key.sign(options, { origin: host, rpId: "evil.example" }), redirectTo: "/" });
  const signedIn = await new Visitor().request("POST", "/api/passkeys/sign-in", { ...ask, body });
  expect([options.rpId, signedIn.status]).toEqual(["localhost", 400]);
});

it.each([
  ["accepts", 299, 200],
  ["refuses", 301, 400],
])("%s an answer %i seconds after the question", async (_, seconds, status) => {
  const key = await add(await new Visitor().enter());
  vi.useFakeTimers({ toFake: ["Date"] });
  const asked = await question(new Visitor(), {});
  vi.setSystemTime(Date.now() + seconds * 1_000);
  expect((await signIn(new Visitor(), await key.sign(asked))).status).toBe(status);
});

it("accepts no answer twice: a replayed assertion signs nobody in", async () => {
  const ada = await new Visitor().enter();
  const key = await add(ada);
  const assertion = await key.sign(await question(new Visitor(), {}));
  const both = await Promise.all([signIn(new Visitor(), assertion), signIn(new Visitor(), assertion)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  expect((await signIn(new Visitor(), assertion)).status).toBe(400);
});

it.each([
  ["of another origin", { origin: "https://evil.example" }],
  ["for another host", { rpId: "evil.example" }],
  ["by a device that did not check who holds it", { isVerified: false }],
  ["to a question that we did not put", { challenge: "x".repeat(43) }],
  ["that is for something else", { type: "webauthn.create" }],
])("rejects a sign-in by an answer %s", async (_, told) => {
  const ada = await new Visitor().enter();
  const key = await add(ada);
  const eve = new Visitor();
  expect((await signIn(eve, await key.sign(await question(eve, {}), told))).status).toBe(400);
  expect((await eve.get("/api/profile")).status).toBe(401);
});

it("rejects a sign-in with a copied or unknown key, an expired challenge, or one for registration", async () => {
  const ada = await new Visitor().enter();
  const key = await add(ada);
  key.counter = 5;
  expect((await signIn(new Visitor(), await key.sign(await question(new Visitor(), {})))).status).toBe(200);
  key.counter = 3;
  const late = await question(new Visitor(), {});
  await DB.prepare("update challenge set expires_at = '2026-01-01T00:00:00.000Z'").run();
  const asked = [
    await key.sign(await question(new Visitor(), {})),
    await new Authenticator().sign(await question(new Visitor(), {})),
    await Object.assign(key, { counter: 20 }).sign(late),
    await key.sign(await toAdd(ada)),
  ];
  expect(await Promise.all(asked.map(async (it) => (await signIn(new Visitor(), it)).status))).toEqual([400, 400, 400, 400]);
});

it("adds nothing for a challenge of another user or origin, or for an answer that is not a passkey", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const key = new Authenticator();
  const tried = [
    await key.make(await toAdd(ada)),
    await key.make(await toAdd(eve), { origin: "https://evil.example" }),
    await key.make(await toAdd(eve), { isVerified: false }),
    await key.make(await question(eve, {})),
    { ...(await key.make(await toAdd(eve))), response: { clientDataJSON: "e30", attestationObject: "AAAA" } },
  ];
  const statuses = [];
  for (const passkey of tried) statuses.push((await eve.post("/api/passkeys", { name: "", passkey })).status);
  expect([statuses, await listed(eve)]).toEqual([[400, 400, 400, 400, 400], []]);
  expect((await eve.post("/api/passkeys", { name: "x" })).status).toBe(400);
  expect((await new Visitor().post("/api/passkeys", { name: "", passkey: tried[0] })).status).toBe(401);
});

it("renames and removes only the owner's given passkey, and a removed one no longer signs in", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const key = await add(ada);
  await add(ada, new Authenticator(), "Red key");
  // Two keys made in the same millisecond are listed in either order.
  const names = async () => (await listed(ada)).map(({ name }) => name).toSorted();
  const passkey = Buffer.from(key.id).toString("base64url");
  await eve.submit("/profile", { intent: "rename-passkey", passkey, name: "Mine" });
  await eve.submit("/profile", { intent: "remove-passkey", passkey });
  expect(await names()).toEqual(["Blue key", "Red key"]);
  await ada.submit("/profile", { intent: "rename-passkey", passkey, name: "Green key" });
  expect(await names()).toEqual(["Green key", "Red key"]);
  expect((await ada.submit("/profile", { intent: "rename-passkey", passkey, name: "" })).status).toBe(400);
  await ada.submit("/profile", { intent: "remove-passkey", passkey });
  expect(await names()).toEqual(["Red key"]);
  expect((await signIn(new Visitor(), await key.sign(await question(new Visitor(), {})))).status).toBe(400);
  await afterAnswers();
  const removals = lettersTo(ada.email).filter(({ subject }) => subject === "A passkey was removed from your account");
  expect(removals).toHaveLength(1);
});

it("neither adds nor removes a passkey when the letter about it cannot be stored", async () => {
  const ada = await new Visitor().enter();
  const key = await add(ada);
  const answer = await new Authenticator().make(await toAdd(ada));
  const refuse = "create trigger refuse before insert on mail when new.kind like 'PASSKEY_%' begin select raise(abort, 'refused'); end";
  await DB.prepare(refuse).run();
  const added = await ada.post("/api/passkeys", { name: "Red key", passkey: answer });
  const passkey = Buffer.from(key.id).toString("base64url");
  const removed = await ada.submit("/profile", { intent: "remove-passkey", passkey });
  await DB.prepare("drop trigger refuse").run();
  expect([added.status, removed.status, (await listed(ada)).map(({ name }) => name)]).toEqual([500, 500, ["Blue key"]]);
});

it("holds at most ten per account, each once, and gives an unnamed one a default name", async () => {
  const ada = await new Visitor().enter();
  const key = await add(ada, new Authenticator(), " ");
  expect((await ada.post("/api/passkeys", { name: "", passkey: await key.make(await toAdd(ada)) })).status).toBe(409);
  const questions = [await toAdd(ada), await toAdd(ada)];
  for (let more = 1; more < 9; more += 1) await add(ada, new Authenticator(), `Key ${more}`);
  const answer = async (options: Options) =>
    (await ada.post("/api/passkeys", { name: "Key 9", passkey: await new Authenticator().make(options) })).status;
  expect((await Promise.all(questions.map(answer))).toSorted()).toEqual([201, 409]);
  const names = (await listed(ada)).map(({ name }) => name);
  expect([names.includes("Passkey"), names.length]).toEqual([true, 10]);
  expect((await ada.post("/api/passkeys/options", { password: ada.password })).status).toBe(409);
});

it("tells nobody of a passkey that was not added because the account has it", async () => {
  const ada = await new Visitor().enter();
  const key = await add(ada);
  await afterAnswers();
  expect((await ada.post("/api/passkeys", { name: "", passkey: await key.make(await toAdd(ada)) })).status).toBe(409);
  expect((await DB.prepare("select kind from mail where recipient = ?").bind(ada.email).all()).results).toEqual([]);
});

it("limits guesses at the password, and says when to come back", async () => {
  const ada = await new Visitor().enter();
  const guess = () =>
    ada.request("POST", "/api/passkeys/options", { body: JSON.stringify({ password: "a guess" }) }, { RATE_LIMIT_SCALE: "0.1" });
  expect(await refusalOf(await guess())).toEqual([400, "BAD_REQUEST"]);
  const refused = await guess();
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await refusalOf(refused)).toEqual([429, "TOO_MANY_REQUESTS"]);
});

it("redirects within this site only, and limits requests from one address", async () => {
  const ada = await new Visitor().enter();
  const key = await add(ada);
  const answer = await signIn(new Visitor(), await key.sign(await question(new Visitor(), {})), "https://evil.example");
  expect(await answer.json()).toEqual({ to: "/dashboard" });
  const visitor = new Visitor();
  const ask = async () => (await visitor.request("POST", "/api/passkeys/options", { body: "{}" }, { RATE_LIMIT_SCALE: "0.05" })).status;
  expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
  const refused = await visitor.request("POST", "/api/passkeys/sign-in", { body: "{}" }, { RATE_LIMIT_SCALE: "0.05" });
  expect(await refusalOf(refused)).toEqual([429, "TOO_MANY_REQUESTS"]);
});
