import { expect, it, vi } from "vitest";
import { sha256 } from "../server/secret.server.ts";
import { afterAnswers, appOrigin, DB, lettersTo, linkTo, toWorker, Visitor, worker } from "../testing/host.ts";

const fresh = "a fresh passphrase";

/** Asks for a password link and gives its path. */
const askForLink = async (visitor: Visitor): Promise<string> => {
  await new Visitor().submit("/forgot", { email: visitor.email });
  await afterAnswers();
  return linkTo(visitor.email);
};

const tokenOf = (path: string): string => new URL(path, appOrigin).searchParams.get("token") ?? "";
const reset = (path: string, password = fresh, visitor = new Visitor()) => visitor.submit("/reset", { token: tokenOf(path), password });
const signIn = (visitor: Visitor, password: string) => new Visitor().submit("/login", { email: visitor.email, password });

it("mails a reset link, ends every session and live interview on reset, and says so by mail", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  const link = await askForLink(ada);
  expect(await (await new Visitor().get(link)).text()).toContain("Save new password");
  toWorker.mockClear();
  const done = await reset(link);
  expect([done.status, done.headers.get("Location")]).toEqual([302, "/login?after=reset"]);
  expect(done.headers.get("Clear-Site-Data")).toBe('"storage"');
  expect(await (await new Visitor().get("/login?after=reset")).text()).toContain("Your new password is saved.");
  await afterAnswers();
  expect((await ada.get("/api/profile")).status).toBe(401);
  expect([(await signIn(ada, ada.password)).status, (await signIn(ada, fresh)).status]).toEqual([400, 302]);
  expect(toWorker.mock.calls.map(([url]) => url)).toContain(`http://localhost:8787/${id}/revoke`);
  expect(lettersTo(ada.email).map(({ subject }) => subject)).toEqual(["Your password was changed"]);
});

it("answers the same for every address, after the same work, and mails nobody without an account", async () => {
  const ada = await new Visitor().enter();
  const stranger = new Visitor();
  const answers = [];
  for (const email of [ada.email, ` ${ada.email.toUpperCase()}`, stranger.email]) {
    const statements = vi.spyOn(DB, "prepare");
    const response = await new Visitor().submit("/forgot", { email });
    const shown = await (await new Visitor().get(response.headers.get("Location") ?? "")).text();
    answers.push([response.status, response.headers.get("Location"), shown.includes("a letter with a link is on its way"), shown.length]);
    await afterAnswers();
    statements.mockRestore();
  }
  expect(answers).toEqual(Array(3).fill([302, "/forgot?asked", true, answers[0]?.[3]]));
  expect([lettersTo(ada.email).length, lettersTo(stranger.email).length]).toEqual([2, 0]);
});

it("does the same work before it answers, whether or not there is such an account", async () => {
  const ada = await new Visitor().enter();
  const work = [];
  for (const email of [ada.email, new Visitor().email]) {
    const statements = vi.spyOn(DB, "prepare");
    await new Visitor().submit("/forgot", { email });
    // Work deferred until after the answer has not run yet, apart from the statement that takes due letters.
    work.push(statements.mock.calls.map(([sql]) => sql).filter((sql) => !sql.startsWith('update "mail"')));
    statements.mockRestore();
    await afterAnswers();
  }
  expect(work[0]?.length).toBeGreaterThan(2);
  expect(work[1]).toEqual(work[0]);
});

it("stores only the hash of a link, and accepts it once", async () => {
  const ada = await new Visitor().enter();
  const link = await askForLink(ada);
  const links = async () =>
    (await DB.prepare("select token_hash as hash from account_link where email = ?").bind(ada.email).all<{ hash: string }>()).results;
  expect(await links()).toEqual([{ hash: sha256(tokenOf(link)) }]);
  const both = await Promise.all([reset(link, "one passphrase"), reset(link, "another passphrase")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([302, 400]);
  expect(await links()).toEqual([]);
  expect((await reset(link)).status).toBe(400);
  expect(await (await new Visitor().get(link)).text()).toContain("<title>This link no longer works · PrepPal</title>");
});

it("accepts no link that is forged, truncated, expired, from the future or for another purpose", async () => {
  const ada = await new Visitor().enter();
  const link = await askForLink(ada);
  await ada.submit("/profile", { intent: "email", email: `new-${ada.email}`, emailPassword: ada.password });
  await afterAnswers();
  const asked = [link.slice(0, -1), "/reset?token=", "/reset", `/reset?token=${"x".repeat(43)}`, linkTo(`new-${ada.email}`)];
  expect(await Promise.all(asked.map(async (it) => (await reset(it)).status))).toEqual([400, 400, 400, 400, 400]);
  const set = (created: number, expires: number) => {
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    return DB.prepare("update account_link set created_at = ?, expires_at = ? where email = ?")
      .bind(at(created), at(expires), ada.email)
      .run();
  };
  await set(-31, -1);
  expect((await reset(link)).status).toBe(400);
  await set(5, 35);
  expect((await reset(link)).status).toBe(400);
  await set(-29, 1);
  expect((await reset(link)).status).toBe(302);
});

it("accepts a link for the thirty minutes that its letter names", async () => {
  const ada = await new Visitor().enter();
  vi.useFakeTimers({ toFake: ["Date"] });
  const link = await askForLink(ada);
  const titleAfter = async (minutes: number) => {
    vi.setSystemTime(Date.now() + minutes * 60_000);
    return /<title>(.*) · PrepPal/.exec(await (await new Visitor().get(link)).text())?.[1];
  };
  expect([await titleAfter(29), await titleAfter(2)]).toEqual(["Choose a new password", "This link no longer works"]);
});

it("keeps the link valid when the password is refused, and says why", async () => {
  const ada = await new Visitor().enter();
  const link = await askForLink(ada);
  for (const [password, words] of [
    ["short", "Use at least 8 characters"],
    [ada.email, "Choose a password other than your email"],
    ["password123", "among the first that are tried"],
  ] as const) {
    const response = await reset(link, password);
    expect([response.status, (await response.text()).includes(words)]).toEqual([400, true]);
  }
  expect((await reset(link)).status).toBe(302);
});

it("refuses an invalid address, and too many letters to one account or from one address", async () => {
  const ask = (visitor: Visitor, email: string) => visitor.submit("/forgot", { email });
  expect((await ask(new Visitor(), "none")).status).toBe(400);
  const [known, unknown] = [await new Visitor().enter(), new Visitor()];
  for (const { email } of [known, unknown]) {
    const statuses = [];
    for (let letter = 0; letter < 3; letter += 1) statuses.push((await ask(new Visitor(), email)).status);
    const refused = await ask(new Visitor(), email);
    expect([...statuses, refused.status]).toEqual([302, 302, 302, 429]);
    expect(await refused.text()).toMatch(new RegExp(`<(?=[^>]* name="email")(?=[^>]* value="${email}")`));
  }
  const from = new Visitor();
  const some = (count: number) => from.submit("/forgot", { email: `${count}-${known.email}` }, { RATE_LIMIT_SCALE: "0.1" });
  expect([(await some(1)).status, (await some(2)).status, (await some(3)).status]).toEqual([302, 302, 429]);
});

it("limits how many links one address may try", async () => {
  const visitor = new Visitor();
  const attempt = () => visitor.submit("/reset", { token: "x", password: fresh }, { RATE_LIMIT_SCALE: "0.04" });
  const refused = [(await attempt()).status, await attempt()] as const;
  expect([refused[0], refused[1].status, Number(refused[1].headers.get("Retry-After")) > 0]).toEqual([400, 429, true]);
});

it("shows what was asked for under the limit of links too: a bad link as one, and the form of a good one with what it waits for", async () => {
  const path = await askForLink(await new Visitor().enter());
  const [visitor, rare] = [new Visitor(), { RATE_LIMIT_SCALE: "0.04" }];
  const bad = await visitor.submit("/reset", { token: "x", password: fresh }, rare);
  expect([bad.status, (await bad.text()).includes("This link no longer works")]).toEqual([400, true]);
  const tried = [
    await visitor.submit("/reset", { token: tokenOf(path), password: fresh }, rare),
    await visitor.request("GET", path, {}, rare),
  ];
  for (const response of tried) {
    const page = await response.text();
    expect([response.status, Number(response.headers.get("Retry-After")) > 0]).toEqual([429, true]);
    for (const part of ['name="password"', `value="${tokenOf(path)}"`, "Too many attempts. Try again later."]) expect(page).toContain(part);
  }
  expect((await reset(path)).status).toBe(302);
});

it("says that the letter is in a log only on this machine, and only when no sender is set", async () => {
  const ask = async (host: string, bindings = {}) => {
    const visitor = new Visitor();
    const text = await (await visitor.request("GET", "/forgot?asked", { host }, bindings)).text();
    return text.includes("worker.log");
  };
  expect([
    await ask("http://localhost:3000"),
    await ask("http://localhost:3000", { MAIL_FROM: "a@example.com" }),
    await ask("https://preppal.example"),
  ]).toEqual([true, false, false]);
});

it("never puts a host named by a request into a letter", async () => {
  const ada = await new Visitor().enter();
  await new Visitor().request("POST", "/forgot", {
    host: "http://evil.example",
    headers: { Origin: appOrigin },
    body: new URLSearchParams({ email: ada.email }),
  });
  await afterAnswers();
  expect(lettersTo(ada.email)[0]?.text).toContain(`${appOrigin}/reset?token=`);
});
