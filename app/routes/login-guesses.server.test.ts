import { createHash } from "node:crypto";
import { expect, it, vi } from "vitest";
import { bitsOfWork } from "../proof/proof.ts";
import { DB, Visitor } from "../testing/host.ts";

const signIn = (visitor: Visitor, wrong: Record<string, string> = {}) =>
  visitor.submit("/login", { email: visitor.email, password: visitor.password, ...wrong });

// Two attempts per account, so that tests need not hash ten passwords.
const strict = { RATE_LIMIT_SCALE: "0.2" };

it("refuses the attempt after too many wrong passwords with 429, whether or not the account exists", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  const ada = await new Visitor().enter();
  for (const visitor of [ada, new Visitor()]) {
    const attempt = (password: string) => visitor.submit("/login", { email: visitor.email, password }, strict);
    expect([(await attempt("x")).status, (await attempt("y")).status]).toEqual([400, 400]);
    const refused = await attempt(visitor.password);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("Retry-After")).toBe("450");
    expect(await refused.text()).toContain("Too many attempts");
  }
});

it("refuses the twenty-first attempt from an address, across all accounts it tries", async () => {
  const visitor = new Visitor();
  const statuses = [];
  for (let count = 0; count < 4; count += 1) {
    const { email } = await new Visitor().enter();
    statuses.push((await visitor.submit("/login", { email, password: "x" }, { RATE_LIMIT_SCALE: "0.15" })).status);
  }
  expect(statuses).toEqual([400, 400, 400, 429]);
});

it("stores no more for made-up emails than an address's limits: neither account counts nor proof-of-work challenges", async () => {
  const visitor = new Visitor();
  const rows = async () => {
    const count = (table: string) => DB.prepare(`select count(*) as n from ${table}`).first<number>("n");
    return [await count("rate_limit"), await count("challenge")] as [number, number];
  };
  const attempt = (path: string, count: number) =>
    visitor.submit(path, { name: "Eve", email: `${count}-${visitor.email}`, password: "x y z x y z" }, { RATE_LIMIT_SCALE: "0.05" });
  for (let count = 0; count < 8; count += 1) await attempt(count % 2 ? "/login" : "/forgot", count);
  const before = await rows();
  for (let count = 8; count < 40; count += 1) await attempt(count % 2 ? "/login" : "/forgot", count);
  expect(await rows()).toEqual(before);
});

it("also refuses wrong credentials of somebody already signed in, and keeps their session", async () => {
  const ada = await new Visitor().enter();
  expect((await signIn(ada, { password: "x" })).status).toBe(400);
  expect((await ada.get("/dashboard")).status).toBe(200);
});

it("does not count successful sign-ins", async () => {
  const ada = await new Visitor().enter();
  const statuses = [];
  for (let attempt = 0; attempt < 4; attempt += 1)
    statuses.push((await ada.submit("/login", { email: ada.email, password: ada.password }, strict)).status);
  expect(statuses).toEqual([302, 302, 302, 302]);
});

/** Guesses of somebody else: another address, the same account. */
const guessAt = (account: Visitor, count: number) => {
  const stranger = new Visitor("Eve");
  return Promise.all(Array.from({ length: count }, () => stranger.submit("/login", { email: account.email, password: "a guess" }, strict)));
};

it("lets an owner in from an address without guesses, however many a stranger has made", async () => {
  const ada = await new Visitor().enter();
  expect((await guessAt(ada, 4)).map(({ status }) => status).sort()).toEqual([400, 400, 429, 429]);
  expect((await ada.submit("/login", { email: ada.email, password: ada.password }, strict)).status).toBe(302);
});

it("lets an owner in on a device that has signed in before, even if strangers have used up the account's guesses", async () => {
  const ada = await new Visitor().enter();
  const scale = { RATE_LIMIT_SCALE: "0.02" };
  expect((await ada.submit("/login", { email: ada.email, password: ada.password }, scale)).status).toBe(302);
  const from = (visitor: Visitor, password: string) => visitor.submit("/login", { email: ada.email, password }, scale);
  const strangers = [new Visitor("Eve"), new Visitor("Eve"), new Visitor("Eve")];
  const statuses = [];
  for (const stranger of strangers) statuses.push((await from(stranger, "a guess")).status);
  expect(statuses).toEqual([400, 400, 429]);
  expect((await from(new Visitor(), ada.password)).status).toBe(429);
  expect((await from(ada, ada.password)).status).toBe(302);
});

it("recognises a device only by what it signed itself, and only for accounts that signed in there", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const scale = { RATE_LIMIT_SCALE: "0.01" };
  for (const visitor of [ada, eve]) await visitor.submit("/login", { email: visitor.email, password: visitor.password }, scale);
  await new Visitor().submit("/login", { email: ada.email, password: "a guess" }, scale);
  const forged = ada.device.replace("=", "=x");
  const right = async (device: string) => {
    const elsewhere = Object.assign(new Visitor(), { device });
    return (await elsewhere.submit("/login", { email: ada.email, password: ada.password }, scale)).status;
  };
  expect([await right(eve.device), await right(forged), await right(""), await right(ada.device)]).toEqual([429, 429, 429, 302]);
});

it("counts guesses on each known device separately", async () => {
  const ada = await new Visitor().enter();
  const phone = new Visitor();
  const signInOnPhone = () => phone.submit("/login", { email: ada.email, password: ada.password }, strict);
  for (const signedIn of [await signIn(ada), await signInOnPhone()]) expect(signedIn.status).toBe(302);
  const guess = () => ada.submit("/login", { email: ada.email, password: "a guess" }, strict);
  expect([(await guess()).status, (await guess()).status, (await guess()).status]).toEqual([400, 400, 429]);
  expect((await signInOnPhone()).status).toBe(302);
  const elsewhere = new Visitor();
  expect((await elsewhere.submit("/login", { email: ada.email, password: ada.password }, strict)).status).toBe(302);
});

it("counts each invalid email separately", async () => {
  const guess = (email: string) => new Visitor().submit("/login", { email, password: "x" }, { RATE_LIMIT_SCALE: "0.01" });
  const one = `none ${crypto.randomUUID()}`;
  expect([(await guess(one)).status, (await guess(` ${one.toUpperCase()}`)).status, (await guess(`other ${one}`)).status]).toEqual([
    400, 429, 400,
  ]);
});

/** Solves the proof-of-work task in a refused form. */
const proofFor = (html: string): { challenge: string; proof: string } => {
  const challenge = /name="challenge" value="([\w-]+)"/.exec(html)?.[1] ?? "";
  for (let proof = 0; ; proof += 1) {
    const hash = createHash("sha256").update(`${challenge}.${proof}`).digest();
    if (hash.readUInt32BE(0) >>> (32 - bitsOfWork) === 0) return { challenge, proof: String(proof) };
  }
};

it("allows another try for proof of work when strangers have used up the tries, once per proof", async () => {
  const ada = await new Visitor().enter();
  const attempt = (password: string, proof: Record<string, string> = {}) =>
    new Visitor().submit("/login", { email: ada.email, password, ...proof }, { RATE_LIMIT_SCALE: "0.02" });
  for (let guess = 0; guess < 2; guess += 1) expect((await attempt("a guess")).status).toBe(400);
  const refused = await attempt(ada.password);
  expect(refused.status).toBe(429);
  const proof = proofFor(await refused.text());
  const forged = [{ ...proof, proof: "0" }, { ...proof, challenge: "x".repeat(43) }, { challenge: proof.challenge }];
  for (const it of forged) expect((await attempt(ada.password, it)).status).toBe(429);
  const again = await attempt("a guess", proof);
  expect([again.status, (await attempt(ada.password, proof)).status]).toEqual([400, 429]);
});

it("signs in with the right password and proof of work, and limits those tries too", async () => {
  const ada = await new Visitor().enter();
  const scale = { RATE_LIMIT_SCALE: "0.02" };
  const attempt = (password: string, proof: Record<string, string> = {}) =>
    new Visitor().submit("/login", { email: ada.email, password, ...proof }, scale);
  await attempt("a guess");
  await attempt("a guess");
  const first = proofFor(await (await attempt("a guess")).text());
  const second = proofFor(await (await attempt("a guess")).text());
  expect((await attempt(ada.password, first)).status).toBe(302);
  expect((await attempt("a guess", second)).status).toBe(400);
  const third = proofFor(await (await attempt("a guess")).text());
  expect((await attempt(ada.password, third)).status).toBe(429);
});

it("recognises a browser for the five accounts that signed in on it last", async () => {
  const scale = { RATE_LIMIT_SCALE: "0.01" };
  const browser = new Visitor();
  const accounts = await Promise.all(Array.from({ length: 6 }, () => new Visitor().enter()));
  const signInHere = async ({ email, password }: Visitor) => (await browser.submit("/login", { email, password }, scale)).status;
  for (const account of accounts) await signInHere(account);
  const [oldest = browser, ...others] = accounts;
  for (const { email } of accounts) await new Visitor("Eve").submit("/login", { email, password: "a guess" }, scale);
  expect([await Promise.all(others.map(signInHere)), await signInHere(oldest)]).toEqual([[302, 302, 302, 302, 302], 429]);
});

it.each([
  ["at one account", "0.2", (ada: Visitor) => ada],
  ["at any account", "0.1", () => new Visitor()],
])("limits tries with proof of work from one address %s", async (_, scale, next) => {
  const [ada, stranger] = [new Visitor(), new Visitor("Eve")];
  const guess = (proof: Record<string, string> = {}) =>
    stranger.submit("/login", { email: next(ada).email, password: "a guess", ...proof }, { RATE_LIMIT_SCALE: scale });
  expect([(await guess()).status, (await guess()).status]).toEqual([400, 400]);
  const proved = async () => (await guess(proofFor(await (await guess()).text()))).status;
  expect([await proved(), await proved()]).toEqual([400, 429]);
});

it("limits sign-ups with proof of work from one address", async () => {
  const stranger = new Visitor("Eve");
  const [first, second] = [await new Visitor().enter(), await new Visitor().enter()];
  const signUp = async ({ name, email, password }: Visitor, from = stranger, proof: Record<string, string> = {}) =>
    from.submit("/signup", { name, email, password, ...proof }, { RATE_LIMIT_SCALE: "0.04" });
  expect([(await signUp(first)).status, (await signUp(second)).status]).toEqual([409, 409]);
  const proved = async (taken: Visitor) => {
    // An address of its own is given the task: each gets only one.
    const proof = proofFor(await (await signUp(taken, new Visitor())).text());
    return (await signUp(taken, stranger, proof)).status;
  };
  expect([await proved(first), await proved(second)]).toEqual([409, 429]);
});
