import { expect, it } from "vitest";
import { DB, refusalOf } from "../testing/host.ts";
import { begun, jobsOf, read, input, result, ready } from "../testing/report-jobs.ts";

it("makes three reports of an interview a day, and then says when to come back", async () => {
  const { ada, id } = await begun();
  const ask = () => ada.post(`/api/interviews/${id}/feedback`);
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([202, 202, 202]);
  const limited = await ask();
  expect(Number(limited.headers.get("Retry-After"))).toBeGreaterThan(60 * 60);
  expect(await refusalOf(limited)).toEqual([429, "TOO_MANY_REQUESTS"]);
});

it("asks the Worker again for a job that has not begun within ten seconds, when the report is viewed", async () => {
  const [{ ada, id }, other] = [await begun(), await begun()];
  const [job] = await jobsOf(id);
  await read(ada, id);
  expect(await jobsOf(id)).toEqual([job]);
  await DB.prepare("UPDATE feedback SET asked_at = '2026-01-01T00:00:00.000Z' WHERE interview_id IN (?, ?)").bind(id, other.id).run();
  await read(ada, id);
  await read(ada, id);
  expect(await jobsOf(id)).toEqual([job, job]);
  const [theirs] = await jobsOf(other.id);
  await read(other.ada, other.id);
  expect(await jobsOf(other.id)).toEqual([theirs, theirs]);
});

it("asks for the current job again when one that it superseded has taken its place at the Worker", async () => {
  const { ada, id } = await begun();
  await ada.post(`/api/interviews/${id}/feedback`);
  const [older = "", newer = ""] = await jobsOf(id);
  await input(id, newer);
  await input(id, older);
  expect(await jobsOf(id)).toEqual([older, newer, newer]);
  await result(id, ready(newer));
  await input(id, older);
  expect(await jobsOf(id)).toEqual([older, newer, newer]);
});

it("leaves a job that has begun alone until it has said nothing for two hours", async () => {
  const { ada, id } = await begun();
  const [job = ""] = await jobsOf(id);
  await input(id, job);
  for (const [minutes, asks] of [
    [119, 1],
    [121, 2],
  ] as const) {
    const askedAt = new Date(Date.now() - minutes * 60_000).toISOString();
    await DB.prepare("UPDATE feedback SET asked_at = ? WHERE interview_id = ?").bind(askedAt, id).run();
    await read(ada, id);
    expect(await jobsOf(id)).toHaveLength(asks);
  }
});
