import { decodeProtectedHeader, jwtVerify } from "jose";
import { expect, it, vi } from "vitest";
import { JWT_SECRET, refusalOf, Visitor, worker } from "../testing/host.ts";

const mint = (visitor: Visitor, id: string) => visitor.post(`/api/interviews/${id}/token`);

it("mints a token valid for five minutes for the owner of a PENDING interview", async () => {
  const ada = await new Visitor().enter();
  const { id, userId } = await ada.startInterview();
  vi.useFakeTimers({ toFake: ["Date"] });
  const response = await mint(ada, id);
  const { token } = (await response.json()) as { token: string };
  expect(response.status).toBe(200);
  expect(decodeProtectedHeader(token).alg).toBe("HS256");
  const now = Math.floor(Date.now() / 1000);
  const { payload } = await jwtVerify(token, new TextEncoder().encode(JWT_SECRET), { algorithms: ["HS256"] });
  expect(payload).toEqual({ userId, interviewId: id, iat: now, exp: now + 300 });
});

it.each(["IN_PROGRESS", "COMPLETED", "ERROR"])("mints none for an interview that is %s", async (status) => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status });
  const response = await mint(ada, id);
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: { code: "BAD_REQUEST", message: "Interview is not in PENDING state" } },
  ]);
});

it("mints none for another user, without a session or for the Worker", async () => {
  const { id } = await (await new Visitor().enter()).startInterview();
  const eve = await new Visitor("Eve").enter();
  expect(await refusalOf(await mint(eve, id))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await mint(eve, "no-such-interview"))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await mint(new Visitor(), id))).toEqual([401, "UNAUTHORIZED"]);
  expect(await refusalOf(await worker.post(`/api/interviews/${id}/token`, {}))).toEqual([401, "UNAUTHORIZED"]);
});

it("limits how many tokens an account may request", async () => {
  const ada = await new Visitor().enter();
  const { id } = await ada.startInterview();
  const ask = () => ada.request("POST", `/api/interviews/${id}/token`, {}, { RATE_LIMIT_SCALE: "0.034" });
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  expect(await refusalOf(await ask())).toEqual([429, "TOO_MANY_REQUESTS"]);
});
