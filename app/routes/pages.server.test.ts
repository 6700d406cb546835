import { expect, it } from "vitest";
import { Visitor, worker } from "../testing/host.ts";

const descriptionOf = (html: string) => /<meta name="description" content="([^"]+)"/.exec(html)?.[1] ?? "";

it("gives every page its own description, and sends nothing after its end", async () => {
  const [ada, stranger] = [await new Visitor().enter(), new Visitor()];
  const [open, told] = [await ada.startInterview({ role: "Pilot" }), await ada.startInterview({ role: "Nurse" })];
  await worker.post(`/api/interviews/${told.id}/status`, { status: "COMPLETED" });
  const pages = await Promise.all([
    ...["/", "/login", "/signup", "/sample"].map((path) => stranger.get(path)),
    ...["/dashboard", "/progress", "/profile", `/interview/${open.id}/session`, `/interview/${told.id}/feedback`].map((path) =>
      ada.get(path),
    ),
  ]);
  const html = await Promise.all(pages.map((it) => it.text()));
  const descriptions = html.map(descriptionOf);
  expect(new Set(descriptions).size).toBe(html.length);
  expect(descriptions.filter((it) => it.length < 40)).toEqual([]);
  expect(html.map((it) => it.slice(it.indexOf("</html>")))).toEqual(html.map(() => "</html>"));
  expect(html.filter((it) => it.includes("autocapitalize"))).toEqual([]);
});

it("answers 404 for a page that does not exist, and leads on from the home page", async () => {
  const [ada, stranger] = [await new Visitor().enter(), new Visitor()];
  for (const visitor of [ada, stranger]) expect((await visitor.get("/no/such/page")).status).toBe(404);
  const actions = await Promise.all([ada, stranger].map(async (it) => /Go to your dashboard/.test(await (await it.get("/")).text())));
  expect(actions).toEqual([true, false]);
});

it.each(["/login", "/signup"])("redirects somebody signed in from %s to where they wanted to go", async (path) => {
  const ada = await new Visitor().enter();
  const plain = await ada.get(path);
  const wanted = await ada.get(`${path}?redirectTo=%2Fprofile`);
  const foreign = await ada.get(`${path}?redirectTo=https%3A%2F%2Fevil.test`);
  expect([plain, wanted, foreign].map((it) => [it.status, it.headers.get("Location")])).toEqual([
    [302, "/dashboard"],
    [302, "/profile"],
    [302, "/dashboard"],
  ]);
});

it("refuses a method that a page does not support, lists those it does, and changes nothing", async () => {
  const ada = await new Visitor().enter();
  const answers = [];
  for (const [method, path] of [
    ["DELETE", "/logout"],
    ["PUT", "/profile"],
    ["PATCH", "/dashboard"],
    ["DELETE", "/dashboard.data"],
    ["OPTIONS", "/"],
    ["POST", "/privacy"],
  ] as const) {
    const { status, headers } = await ada.request(method, path);
    answers.push([method, path, status, headers.get("Allow")]);
  }
  expect(answers).toEqual([
    ["DELETE", "/logout", 405, "GET, HEAD, POST"],
    ["PUT", "/profile", 405, "GET, HEAD, POST"],
    ["PATCH", "/dashboard", 405, "GET, HEAD, POST"],
    ["DELETE", "/dashboard.data", 405, "GET, HEAD, POST"],
    ["OPTIONS", "/", 405, "GET, HEAD, POST"],
    ["POST", "/privacy", 405, "GET, HEAD"],
  ]);
  expect((await ada.get("/api/profile")).status).toBe(200);
});
