import { setTimeout } from "node:timers/promises";
import * as z from "zod";
import type { TranscriptSubmission } from "../../contract/app-api.ts";
import { reportStates } from "../../contract/vocabulary.ts";
import { type Ask, newInterview, openAccount } from "../product/account.ts";
import { SetupError } from "../product/settings.ts";

/** A page to open: `cookie` is of who opens it, "" a stranger. */
export type SitePage = { name: string; path: string; cookie: string };
type Site = { app: string; workerSecret: string };

/** The pages whose name holds `word`. Throws SetupError if there is none. */
export const pagesNamed = (pages: SitePage[], word: string): SitePage[] => {
  const chosen = pages.filter(({ name }) => name.includes(word));
  if (chosen.length > 0) return chosen;
  throw new SetupError(`--page: no page is named "${word}". There are: ${pages.map(({ name }) => name).join(" · ")}`);
};

const company = "Northwind";
const question = "Tell me about a hard problem that you solved, and what you would do otherwise today.";
const answer =
  "Our nightly import took nine hours and missed the opening of the shop twice a week. I profiled one run, found that most of it went into " +
  "single lookups, and put them together. It fell to fifty minutes, and we have not missed an opening since March.";

/** A quarter of an hour of it: twelve exchanges. */
const held: TranscriptSubmission = {
  transcript: Array.from({ length: 24 }, (_, at) => ({
    speaker: at % 2 === 0 ? "AI" : "USER",
    content: at % 2 === 0 ? question : answer,
    timestamp: new Date(Date.UTC(2025, 10, 21, 9, 0, at * 40)).toISOString(),
  })),
  endedAt: new Date(Date.UTC(2025, 10, 21, 9, 16)).toISOString(),
  endReason: "USER_INITIATED",
};

const feedback = z.object({ feedback: z.object({ state: z.enum(reportStates) }) });
const reportWithinMs = 60_000;

/** Delivers what was said as the Worker does, and waits for the report, which the simulator's text model makes. Throws when none comes. */
const holdInterview = async ({ app, workerSecret }: Site, ask: Ask, id: string): Promise<void> => {
  const headers = { Authorization: `Bearer ${workerSecret}`, "Content-Type": "application/json" };
  await fetch(`${app}/api/interviews/${id}/transcript`, { method: "POST", headers, body: JSON.stringify(held) });
  for (const until = performance.now() + reportWithinMs; ; await setTimeout(250)) {
    const { state } = feedback.parse(await ask("GET", `/api/interviews/${id}/feedback`)).feedback;
    if (state === "READY") return;
    if (performance.now() > until) throw new Error(`The report is still ${state} after a minute`);
  }
};

/** Makes an account without interviews and one with 31, of which one was held and has its report: every page that a person can open. */
export const makeSite = async (site: Site): Promise<SitePage[]> => {
  const newcomer = await openAccount(site.app, "Grace Hopper");
  const { cookie, ask } = await openAccount(site.app, "Ada Lovelace");
  const heldId = await newInterview(ask, { role: "Backend Engineer", company });
  await holdInterview(site, ask, heldId);
  const { url } = z.object({ url: z.string() }).parse(await ask("POST", `/api/interviews/${heldId}/share`, {}));
  let openId = "";
  for (let count = 0; count < 30; count += 1) openId = await newInterview(ask, { role: `Platform Engineer ${count + 1}`, company });
  return [
    { name: "home", path: "/", cookie: "" },
    { name: "sign in", path: "/login", cookie: "" },
    { name: "sign up", path: "/signup", cookie: "" },
    { name: "forgotten password", path: "/forgot", cookie: "" },
    { name: "reset, bad link", path: "/reset", cookie: "" },
    { name: "privacy", path: "/privacy", cookie: "" },
    { name: "sample report", path: "/sample", cookie: "" },
    { name: "shared report", path: new URL(url).pathname, cookie: "" },
    { name: "404", path: "/no-such-page", cookie: "" },
    { name: "dashboard, empty", path: "/dashboard", cookie: newcomer.cookie },
    { name: "dashboard, 31 interviews", path: "/dashboard", cookie },
    { name: "set-up", path: "/interview/new", cookie },
    { name: "lobby", path: `/interview/${openId}/session`, cookie },
    { name: "feedback", path: `/interview/${heldId}/feedback`, cookie },
    { name: "progress", path: "/progress", cookie },
    { name: "profile", path: "/profile", cookie },
  ];
};
