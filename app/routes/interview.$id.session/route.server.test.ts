import { expect, it } from "vitest";
import { Visitor, worker } from "../../testing/host.ts";
import { shouldRevalidate } from "./route.tsx";

const sessionPath = (id: string) => `/interview/${id}/session`;
const visit = async (visitor: Visitor, id: string) => {
  const response = await visitor.get(sessionPath(id));
  return { status: response.status, location: response.headers.get("Location"), html: await response.text() };
};

it("shows the owner the lobby, with the Worker's address and nothing of the résumé", async () => {
  const owner = await new Visitor().enter();
  const { id } = await owner.startInterview({ role: "Pilot", resume: "Flew a kite once." });
  const { status, html } = await visit(owner, id);
  expect(status).toBe(200);
  expect(html).toContain("Your interview: <bdi>Pilot</bdi>");
  expect(html).toContain("Begin Interview");
  expect(html).toMatch(/<noscript[^>]*>.*The interview needs JavaScript, because it uses your microphone\..*<\/noscript>/);
  expect(html).toContain("ws://localhost:8787");
  expect(html).not.toContain("Flew a kite once.");
});

it("sends a stranger to sign in and back", async () => {
  const owner = await new Visitor().enter();
  const { id } = await owner.startInterview();
  const { status, location } = await visit(new Visitor(), id);
  expect([status, location]).toEqual([302, `/login?redirectTo=${encodeURIComponent(sessionPath(id))}`]);
});

it("answers 404 for another user's interview as for a missing one", async () => {
  const owner = await new Visitor().enter();
  const { id } = await owner.startInterview();
  const other = await new Visitor("Mallory").enter();
  expect((await visit(other, id)).status).toBe(404);
  expect((await visit(other, "no-such-interview")).status).toBe(404);
});

it("redirects to the feedback once the interview is over", async () => {
  const owner = await new Visitor().enter();
  for (const status of ["COMPLETED", "ERROR"]) {
    const { id } = await owner.startInterview();
    await worker.post(`/api/interviews/${id}/status`, { status });
    const { status: answered, location } = await visit(owner, id);
    expect([answered, location]).toEqual([302, `/interview/${id}/feedback`]);
  }
});

it("stays on the page while the interview is in progress", async () => {
  const owner = await new Visitor().enter();
  const { id } = await owner.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  expect((await visit(owner, id)).status).toBe(200);
});

it("lists the open interviews when no other may begin, with a link into each, and lets those continue", async () => {
  const owner = await new Visitor().enter();
  const [pilot, baker, third] = [
    await owner.startInterview({ role: "Pilot" }),
    await owner.startInterview({ role: "Baker" }),
    await owner.startInterview(),
  ];
  for (const { id } of [pilot, baker]) await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  const { status, html } = await visit(owner, third.id);
  expect(status).toBe(200);
  expect(html).toContain("This interview cannot begin yet");
  expect(html).not.toContain("Begin Interview");
  for (const { id } of [pilot, baker]) {
    expect(html).toContain(`href="/interview/${id}/session"`);
    expect((await visit(owner, id)).html).not.toContain("cannot begin yet");
  }
});

it("is where the report of an interview that waits for others redirects", async () => {
  const owner = await new Visitor().enter();
  const [pilot, baker, third] = [await owner.startInterview(), await owner.startInterview(), await owner.startInterview()];
  const report = () => owner.get(`/interview/${third.id}/feedback`);
  expect((await report()).status).toBe(200);
  for (const { id } of [pilot, baker]) await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  expect((await report()).headers.get("Location")).toBe(sessionPath(third.id));
});

it("reloads its data on the page's request, and not after a form submission", () => {
  const here = { currentParams: { id: "a" }, nextParams: { id: "a" } } as unknown as Parameters<typeof shouldRevalidate>[0];
  expect([shouldRevalidate(here), shouldRevalidate({ ...here, formMethod: "post" })]).toEqual([true, false]);
  expect(shouldRevalidate({ ...here, nextParams: { id: "b" }, formMethod: "post" })).toBe(true);
});

it("says until when no interview may begin after the day's minutes are used up", async () => {
  const owner = await new Visitor().enter();
  const [begun, next] = [await owner.startInterview(), await owner.startInterview()];
  await worker.post(`/api/interviews/${begun.id}/status`, { status: "IN_PROGRESS" });
  const open = (path: string) => owner.request("GET", path, {}, { DAILY_MINUTES: "0.0000001" });
  expect(await (await open(sessionPath(next.id))).text()).toContain("It goes on at midnight, UTC.");
  expect(await (await open("/dashboard")).text()).toContain("interview that is running goes on");
  // Those that have begun stay open: the interview itself, and what was said in it.
  expect(await (await open(sessionPath(begun.id))).text()).not.toContain("It goes on at midnight");
  expect((await open(`/interview/${begun.id}/feedback`)).status).toBe(200);
});
