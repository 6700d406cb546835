import { expect, it } from "vitest";
import { endReasons } from "../../contract/vocabulary.ts";
import { feedbackOf, spokenEntries, wholeReport } from "../feedback/testing/report.ts";
import { appOrigin, DB, refusalOf, send, Visitor } from "../testing/host.ts";
import { tellInterview, wordsOf } from "../testing/told.ts";

const shared = async (asked: unknown = {}, setup: Record<string, unknown> = {}) => {
  const ada = await new Visitor("Ada").enter();
  const { id } = await tellInterview(ada, { setup });
  const response = await ada.post(`/api/interviews/${id}/share`, asked);
  const { url } = (await response.json()) as { url: string };
  const path = url.slice(appOrigin.length);
  return { ada, id, response, url, path, token: path.slice("/shared/".length) };
};
/** A visitor with the link and no account, each from another address. */
const read = (path: string) => new Visitor("Eve").get(path);

it("gives the owner a link that opens the report for whoever has it, and stores no token", async () => {
  const { response, url, path, token } = await shared();
  expect(response.status).toBe(201);
  expect(url).toMatch(/^http:\/\/localhost:3000\/shared\/[\w-]{43}$/);
  const page = await read(path);
  expect(page.status).toBe(200);
  expect(await wordsOf(page)).toContain("Say the result in one sentence.");
  const { results } = await DB.prepare("select * from share").all();
  expect(JSON.stringify(results)).not.toContain(token);
});

it("names the role and the company to whoever reads it", async () => {
  const words = await wordsOf(await read((await shared({}, { level: "SENIOR" })).path));
  for (const told of ["Backend Engineer", "Northwind", "Senior", "Length 1 min 38 s"]) expect(words).toContain(told);
});

it("shares with the defaults when the request has no body", async () => {
  const ada = await new Visitor("Ada").enter();
  const { id } = await tellInterview(ada);
  const response = await ada.request("POST", `/api/interviews/${id}/share`, {});
  expect(response.status).toBe(201);
  const { url } = (await response.json()) as { url: string };
  expect((await read(url.slice(appOrigin.length))).status).toBe(200);
});

it("links to the app's own origin, whatever host the request names", async () => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada);
  const response = await ada.request("POST", `/api/interviews/${id}/share`, { body: "{}", host: "http://internal.example" });
  expect(((await response.json()) as { url: string }).url).toMatch(/^http:\/\/localhost:3000\/shared\//);
});

it("shows no transcript unless shared, and never who it is, what they pasted or any way to change it", async () => {
  const setup = { jobDescription: "The secret job", resume: "The secret résumé" };
  const { ada, id, path } = await shared({}, setup);
  const html = await (await read(path)).text();
  expect(html).not.toContain("Why not add hardware?");
  expect(html).not.toMatch(/secret/);
  for (const private_ of [ada.email, ada.name, id, "intent", "Misheard"]) expect(html).not.toContain(private_);
  const data = await (await read(`${path}.data`)).text();
  expect(data).not.toMatch(/secret|Why not add hardware/);
  expect(html).not.toContain("Where the fillers stand");
  const other = await shared({ withTranscript: true }, setup);
  const whole = await (await read(other.path)).text();
  expect(whole).toContain("Why not add hardware?");
  expect(whole).not.toMatch(/secret|Misheard/);
});

it("knows when a quote was said without the transcript, even if the interview's start was never reported", async () => {
  const { id, path } = await shared();
  await DB.prepare("update interview set started_at = null where id = ?").bind(id).run();
  const html = await (await read(path)).text();
  expect(html).not.toContain("NaN");
  expect(html).toContain("0:");
});

it("shows each line as corrected, nothing withdrawn, and no links to withdrawn quotes", async () => {
  const { ada, id, path } = await shared({ withTranscript: true });
  const [first, , last] = spokenEntries.filter(({ speaker }) => speaker === "USER");
  for (const correction of [
    { timestamp: first?.timestamp, text: "We fixed the import. It fell to fifty minutes." },
    { timestamp: last?.timestamp, text: null },
  ]) {
    expect((await ada.post(`/api/interviews/${id}/corrections`, correction)).status).toBe(200);
  }
  const html = await (await read(path)).text();
  expect(html).toContain("We fixed the import.");
  for (const heard of [
    "nightly import took nine hours and missed the shop&#x27;s opening twice a week. I owned it",
    "Well, um",
    "Heard as",
    "Corrected by",
    "Taken back by",
  ])
    expect(html).not.toContain(heard);
  expect(await (await read(`${path}.data`)).text()).not.toMatch(/Well, um|I owned it\. I profiled/);
  const links = [...html.matchAll(/href="#(e-[^"]+)"/g)].map((it) => it[1] ?? "");
  expect(links.filter((link) => !html.includes(` id="${link}"`))).toEqual([]);
  expect(links.length).toBeGreaterThan(0);
});

/** A report in which no sentence addresses anybody. */
const impersonal = {
  ...wholeReport,
  strengths: [],
  next: wholeReport.next && { ...wholeReport.next, how: "What changed." },
  questions: wholeReport.questions.map((it) => ({
    ...it,
    asked: "A hard problem",
    ratings: it.ratings.map((rating) => ({ ...rating, gap: "" })),
  })),
  drills: [],
  notes: [{ entry: "U2", timestamp: spokenEntries[3]?.timestamp ?? "", reason: "garbled" as const }],
};

/** The text of a page's main part, together with its labels for screen readers. */
const spokenOn = (html: string) => {
  const body = /<main[\s\S]*<\/main>/.exec(html)?.[0].replace(/<script[\s\S]*?<\/script>/g, "") ?? "";
  const heard = [...body.matchAll(/(?:aria-label|title|placeholder)="([^"]*)"/g)].map((it) => it[1] ?? "");
  return `${body.replace(/<!--[\s\S]*?-->/g, "").replace(/<[^>]+>/g, " ")} ${heard.join(" ")}`.replace(/\s+/g, " ");
};

it.each(endReasons)("addresses the reader in the third person, for an interview that ended by %s", async (endReason) => {
  const ada = await new Visitor("Ada").enter();
  const entries = spokenEntries.map((it, index) => ({ ...it, isTyped: index === 5, content: it.content.replace(/\byou\b/g, "they") }));
  const { id } = await tellInterview(ada, {
    entries,
    feedback: { ...feedbackOf("READY", { report: impersonal }), inputHash: "0".repeat(64) },
  });
  await DB.prepare("update interview set end_reason = ? where id = ?").bind(endReason, id).run();
  const { url } = (await (await ada.post(`/api/interviews/${id}/share`, { withTranscript: true })).json()) as { url: string };
  const words = spokenOn(await (await read(url.slice(appOrigin.length))).text());
  const toTheReader = "shows you their report";
  expect(words).toContain(toTheReader);
  const rest = words.replace(toTheReader, "").replace("where it says you, it means the candidate", "");
  expect(rest.match(/.{0,40}\b(you|your|yours|yourself|misheard|correct it)\b.{0,40}/gi) ?? []).toEqual([]);
  for (const told of ["Candidate 0:07", "Candidate, lower line", "Before the answer", "Answers", "said by the candidate"])
    expect(words).toContain(told);
});

it("strips bidirectional control characters from lines, for reader and owner, whatever was typed or corrected", async () => {
  const { ada, id, path } = await shared({ withTranscript: true });
  const { timestamp } = spokenEntries.find(({ speaker }) => speaker === "USER") ?? {};
  await DB.prepare("update transcript_entry set content = ? || content || ? where interview_id = ?").bind("\u202E", "\u2066", id).run();
  expect((await ada.post(`/api/interviews/${id}/corrections`, { timestamp, text: "I \u202Eled it." })).status).toBe(200);
  const pages = [await read(path), await ada.get(`/interview/${id}/feedback`), await ada.get(`/interview/${id}/export?as=markdown`)];
  for (const page of pages) {
    const text = await page.text();
    expect(text).toContain("I led it.");
    expect(text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]|\\u20(2[a-e]|6[6-9])/i);
  }
});

it("says that the report is older than the candidate's corrections", async () => {
  const ada = await new Visitor("Ada").enter();
  const { id } = await tellInterview(ada, { feedback: { ...feedbackOf("READY"), inputHash: "0".repeat(64) } });
  const { url } = (await (await ada.post(`/api/interviews/${id}/share`, {})).json()) as { url: string };
  expect(await wordsOf(await read(url.slice(appOrigin.length)))).toContain("The transcript has changed since the report was made.");
  expect(await wordsOf(await read((await shared()).path))).not.toContain("The transcript has changed since");
});

it("keeps the page out of indexes, caches and referrers", async () => {
  const { path } = await shared();
  for (const page of [await read(path), await read("/shared/none"), await read(`${path}.data`)]) {
    expect([page.headers.get("X-Robots-Tag"), page.headers.get("Referrer-Policy"), page.headers.get("Cache-Control")]).toEqual([
      "noindex, nofollow, noarchive",
      "no-referrer",
      "no-store",
    ]);
  }
  expect(await (await read(path)).text()).toContain('<meta name="robots" content="noindex, nofollow, noarchive"/>');
});

it("answers the same 404 for a link that never existed, has expired, was revoked or whose interview is deleted", async () => {
  const [expired, revoked, deleted] = await Promise.all([shared(), shared(), shared()]);
  await DB.prepare("update share set expires_at = ? where interview_id = ?")
    .bind(new Date(Date.now() - 1).toISOString(), expired.id)
    .run();
  expect((await revoked.ada.request("DELETE", `/api/share/${revoked.token}`)).status).toBe(204);
  await deleted.ada.request("DELETE", `/api/interviews/${deleted.id}`);
  const pages = await Promise.all([expired.path, revoked.path, deleted.path, "/shared/" + "x".repeat(43)].map(read));
  expect(pages.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(await pages[0]?.clone().text()).toContain("<title>This link opens no report · PrepPal</title>");
  const words = await Promise.all(pages.map(wordsOf));
  expect(new Set(words).size).toBe(1);
  expect(words[0]).toContain("It has expired, its candidate has taken it back or deleted what it showed, or it is not whole.");
});

it("opens no link of a blocked account, and opens it again once unblocked", async () => {
  const { id, path } = await shared({ withTranscript: true });
  const block = (at: string | null) =>
    DB.prepare("update user set blocked_at = ? where id = (select user_id from interview where id = ?)").bind(at, id).run();
  await block(new Date().toISOString());
  const pages = await Promise.all([path, `${path}.data`].map(read));
  expect(pages.map(({ status }) => status)).toEqual([404, 404]);
  expect(await wordsOf(await read(path))).toBe(await wordsOf(await read("/shared/none")));
  await block(null);
  expect((await read(path)).status).toBe(200);
});

it("opens no link of an interview whose words were deleted, and creates none", async () => {
  const { ada, id, path } = await shared({ withTranscript: true });
  await DB.prepare("update interview set words_deleted_at = ? where id = ?").bind(new Date().toISOString(), id).run();
  expect((await read(path)).status).toBe(404);
  expect(await refusalOf(await ada.post(`/api/interviews/${id}/share`, {}))).toEqual([404, "NOT_FOUND"]);
  const page = `/interview/${id}/feedback`;
  expect((await ada.submit(page, { intent: "share", days: "7" })).status).toBe(404);
});

it("lets only the owner share, and revoke only that link, once", async () => {
  const { ada, id, token, path } = await shared();
  const another = (await (await ada.post(`/api/interviews/${id}/share`, {})).json()) as { url: string };
  const eve = await new Visitor("Eve").enter();
  expect(await refusalOf(await eve.post(`/api/interviews/${id}/share`, {}))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await new Visitor().post(`/api/interviews/${id}/share`, {}))).toEqual([401, "UNAUTHORIZED"]);
  expect(await refusalOf(await eve.request("DELETE", `/api/share/${token}`))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await new Visitor().request("DELETE", `/api/share/${token}`))).toEqual([401, "UNAUTHORIZED"]);
  expect((await read(path)).status).toBe(200);
  expect((await ada.request("DELETE", `/api/share/${token}`)).status).toBe(204);
  expect(await refusalOf(await ada.request("DELETE", `/api/share/${token}`))).toEqual([404, "NOT_FOUND"]);
  expect((await read(another.url.slice(appOrigin.length))).status).toBe(200);
});

it.each([{ days: 0 }, { days: 91 }, { days: 1.5 }, { days: "7" }, { withTranscript: "yes" }, { name: true }])(
  "refuses to share with %j, and creates no link",
  async (asked) => {
    const ada = await new Visitor().enter();
    const { id } = await tellInterview(ada);
    expect(await refusalOf(await ada.post(`/api/interviews/${id}/share`, asked))).toEqual([400, "BAD_REQUEST"]);
    expect((await DB.prepare("select count(*) as n from share where interview_id = ?").bind(id).first<{ n: number }>())?.n).toBe(0);
  },
);

it("is valid for 14 days by default, or for as long as requested", async () => {
  const daysOf = async ({ id }: { id: string }) => {
    const row = await DB.prepare("select created_at, expires_at from share where interview_id = ?")
      .bind(id)
      .first<{ created_at: string; expires_at: string }>();
    return Math.round((Date.parse(row?.expires_at ?? "") - Date.parse(row?.created_at ?? "")) / 86_400_000);
  };
  expect([await daysOf(await shared()), await daysOf(await shared({ days: 90 }))]).toEqual([14, 90]);
});

it("creates and revokes links on the page, without scripts too, and shows a new one once", async () => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada);
  const page = `/interview/${id}/feedback`;
  const answer = await ada.submit(page, { intent: "share", days: "7", withTranscript: "true" });
  expect([answer.status, answer.headers.get("Location")]).toEqual([302, `${page}#share`]);
  const elsewhere = await tellInterview(ada);
  expect(await (await ada.get(`/interview/${elsewhere.id}/feedback`)).text()).not.toContain("Copy it now");
  const made = async () => {
    const shown = await ada.request("GET", page, { host: "http://internal.example" });
    return /value="http:\/\/localhost:3000(\/shared\/[\w-]{43})"/.exec(await shown.text())?.[1] ?? "";
  };
  const path = await made();
  expect(await (await read(path)).text()).toContain("Why not add hardware?");
  const later = await (await ada.get(page)).text();
  expect(later).not.toContain(path);
  const share = /name="share" value="([^"]+)"/.exec(later)?.[1] ?? "";
  const eve = await new Visitor("Eve").enter();
  const hers = await tellInterview(eve);
  await eve.submit(`/interview/${hers.id}/feedback`, { intent: "unshare", share });
  expect((await read(path)).status).toBe(200);
  await ada.submit(page, { intent: "unshare", share });
  expect((await read(path)).status).toBe(404);
  expect((await ada.submit(page, { intent: "share", days: "1000" })).status).toBe(400);
  await ada.submit(page, { intent: "share", days: "7" });
  const withoutWords = await read(await made());
  expect([withoutWords.status, (await withoutWords.text()).includes("Why not add hardware?")]).toEqual([200, false]);
});

/**
 * Asks until the first refusal, and counts the answers before. There may be more than the limit takes at once, because it refills
 * meanwhile.
 */
const untilRefused = async (ask: () => Promise<Response>) => {
  for (let given = 0; given < 500; given += 1) {
    const response = await ask();
    if (response.status === 429) return { given, refused: response };
  }
  throw new Error("500 requests in a row, and none was refused");
};

it("limits how many links an account creates, and how often one address tries links", async () => {
  const ada = await new Visitor().enter();
  const { id } = await tellInterview(ada);
  expect((await untilRefused(() => ada.post(`/api/interviews/${id}/share`, {}))).given).toBeGreaterThanOrEqual(20);
  const guesser = crypto.randomUUID();
  const guess = () => send(new Request(`${appOrigin}/shared/guess`, { headers: { "CF-Connecting-IP": guesser } }));
  const { given, refused } = await untilRefused(guess);
  expect(given).toBeGreaterThanOrEqual(60);
  expect([refused.headers.has("Retry-After"), refused.headers.get("X-Robots-Tag")]).toEqual([true, "noindex, nofollow, noarchive"]);
});
