import { expect, it } from "vitest";
import { deliverMail } from "../mail/mail.server.ts";
import { appOfTests } from "../testing/app.ts";
import { afterAnswers, appOrigin, DB, lettersTo, linkTo, toWorker, Visitor } from "../testing/host.ts";

const ask = async (visitor: Visitor, email: string, emailPassword = visitor.password) => {
  const response = await visitor.submit("/profile", { intent: "email", email, emailPassword });
  await afterAnswers();
  return response;
};
const tokenOf = (path: string): string => new URL(path, appOrigin).searchParams.get("token") ?? "";
const press = (link: string, visitor = new Visitor()) => visitor.submit("/confirm-email", { token: tokenOf(link) });
const emailOf = async (visitor: Visitor) => ((await (await visitor.get("/api/profile")).json()) as { user: { email: string } }).user.email;

it("changes the email when the link mailed to the new address is followed, and tells the old one", async () => {
  const ada = await new Visitor().enter();
  const wanted = `new-${ada.email}`;
  const asked = await ask(ada, ` ${wanted.toUpperCase()} `);
  expect(asked.headers.get("Location")).toBe("/profile?saved=email");
  const link = linkTo(wanted);
  expect(await (await new Visitor().get(link)).text()).toContain(wanted);
  expect(await emailOf(ada)).toBe(ada.email);
  expect((await press(link)).headers.get("Location")).toBe("/profile?saved=confirmed");
  await afterAnswers();
  expect(await emailOf(ada)).toBe(wanted);
  expect(lettersTo(ada.email)).toEqual([
    expect.objectContaining({ subject: "Your email address was changed", text: expect.stringContaining(wanted) }),
  ]);
  expect((await press(link)).status).toBe(400);
  expect((await new Visitor().submit("/login", { email: wanted, password: ada.password })).status).toBe(302);
});

it("asks for the password first, and says what is wrong with the address", async () => {
  const [ada, bob] = [await new Visitor().enter(), await new Visitor("Bob").enter()];
  const answers = [
    await ask(ada, `new-${ada.email}`, "a guess"),
    await ask(ada, "none"),
    await ask(ada, ada.email),
    await ask(ada, bob.email),
  ];
  const words = [
    "That is not your current password.",
    "Enter an email address",
    "That is your email already.",
    "There is an account with this email",
  ];
  const told = await Promise.all(answers.map(async (it, at) => [it.status, (await it.text()).includes(words[at] ?? "")]));
  expect(told).toEqual([400, 400, 400, 409].map((status) => [status, true]));
  expect([lettersTo(`new-${ada.email}`), lettersTo(bob.email)]).toEqual([[], []]);
});

it("never assigns an address that another account has taken in the meantime", async () => {
  const ada = await new Visitor().enter();
  const bob = new Visitor("Bob");
  await ask(ada, bob.email);
  await bob.enter();
  const response = await press(linkTo(bob.email));
  expect([response.status, (await response.text()).includes("by now")]).toEqual([409, true]);
  expect([await emailOf(ada), await emailOf(bob)]).toEqual([ada.email, bob.email]);
});

it("invalidates links mailed to the previous address", async () => {
  const ada = await new Visitor().enter();
  await new Visitor().submit("/forgot", { email: ada.email });
  await ask(ada, `new-${ada.email}`);
  await press(linkTo(`new-${ada.email}`));
  const stale = await new Visitor().submit("/reset", { token: tokenOf(linkTo(ada.email)), password: "a fresh passphrase" });
  expect(stale.status).toBe(400);
});

it("sends no working reset link in a letter to the previous address that was delayed past the change", async () => {
  const ada = await new Visitor().enter();
  toWorker.mockResolvedValueOnce(new Response(null, { status: 503 }));
  await new Visitor().submit("/forgot", { email: ada.email });
  await afterAnswers();
  await ask(ada, `new-${ada.email}`);
  await press(linkTo(`new-${ada.email}`));
  await DB.prepare("update mail set due_unix_ms = 0 where recipient = ?").bind(ada.email).run();
  await deliverMail(appOfTests());
  const [letter] = lettersTo(ada.email).filter(({ subject }) => subject === "Choose a new password");
  const [token = ""] = /(?<=token=)\S+/.exec(letter?.text ?? "") ?? [];
  expect(token).not.toBe("");
  expect((await new Visitor().submit("/reset", { token, password: "a fresh passphrase" })).status).toBe(400);
});

it("limits letters to one address, whoever requests them", async () => {
  const wanted = new Visitor("Bob").email;
  const statuses = [];
  for (let asked = 0; asked < 4; asked += 1) statuses.push((await ask(await new Visitor().enter(), wanted)).status);
  expect([statuses, lettersTo(wanted).length]).toEqual([[302, 302, 302, 429], 3]);
});

it("limits letters from one account", async () => {
  const ada = await new Visitor().enter();
  const statuses = [];
  for (let letter = 0; letter < 6; letter += 1) statuses.push((await ask(ada, `${letter}-${ada.email}`)).status);
  expect(statuses).toEqual([302, 302, 302, 302, 302, 429]);
});

it("limits how many links one address may try, by opening or by confirming them", async () => {
  const visitor = new Visitor();
  const rare = { RATE_LIMIT_SCALE: "0.04" };
  const open = () => visitor.request("GET", "/confirm-email?token=x", {}, rare);
  const confirm = () => visitor.submit("/confirm-email", { token: "x" }, rare);
  const answers = [await open(), await open(), await confirm()];
  expect(answers.map(({ status, headers }) => [status, headers.has("Retry-After")])).toEqual([
    [200, false],
    [429, true],
    [429, true],
  ]);
  for (const answer of answers.slice(1)) expect(await answer.text()).toContain("Too many attempts. Try again later.");
});

it("calls a bad link one when it was the last that the address may try", async () => {
  const bad = await new Visitor().submit("/confirm-email", { token: "x" }, { RATE_LIMIT_SCALE: "0.04" });
  expect([bad.status, (await bad.text()).includes("This link no longer works")]).toEqual([400, true]);
});
