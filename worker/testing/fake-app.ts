import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Interview, TranscriptEntry } from "../../contract/app-api.ts";
import type { ReportInput } from "../../contract/report.ts";
import { readBody } from "../../simulator/body.ts";
import { knownSetup } from "../../contract/setup.ts";
import type { Call, Plan, PlannedAnswer, Route } from "./plan.ts";

type Known = {
  interview: Interview;
  transcript: TranscriptEntry[];
  /** What a report is made from. */
  input: ReportInput | null;
  plan: Plan;
  calls: Call[];
  held: ((answer: PlannedAnswer) => void)[];
};
/** How many calls of each interview will never be answered, those of deleted ones included. */
type Hanging = Map<string, number>;

/**
 * The app as the Worker sees it, scripted for each interview. `PUT /control/interviews/:id` {interview?, input?, plan?} makes or changes
 * one; `release` in it (an answer) answers the calls that are held. `GET` returns what became of it, how many calls are held or hang, and
 * every call that was made. `DELETE` deletes it.
 */
export const startFakeApp = async ({ port }: { port: number }) => {
  const interviews = new Map<string, Known>();
  const hanging: Hanging = new Map();
  const server = createServer((request, response) => void serve(interviews, hanging, request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const serve = async (interviews: Map<string, Known>, hanging: Hanging, request: IncomingMessage, response: ServerResponse) => {
  const [, area = "", kind, id = "", part, end = ""] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
  const text = (await readBody(request)).toString("utf8");
  const body: unknown = text === "" ? null : JSON.parse(text);
  const say = (status: number, value?: unknown) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(typeof value === "string" ? value : value === undefined ? undefined : JSON.stringify(value));
  };
  if (kind !== "interviews") return say(404);
  if (area === "control") return control(interviews, hanging.get(id) ?? 0, { method: request.method ?? "GET", id, body }, say);

  const route: Route = routes[end || (part ?? "")] ?? "read";
  const known = interviews.get(id);
  if (!known) return say(404, { error: { code: "NOT_FOUND", message: "No such interview" } });
  const call: Call = { route, authorization: request.headers.authorization ?? null, body, atUnixMs: Date.now(), answered: null };
  known.calls.push(call);
  const script = known.plan[route]?.shift() ?? known.plan.always?.[route] ?? {};
  const planned = script.held ? await released(known, response) : script;
  if (planned.hangs) {
    const change = (by: number) => hanging.set(id, (hanging.get(id) ?? 0) + by);
    change(1);
    return void response.on("close", () => change(-1));
  }
  if (planned.delayMs) await new Promise((resolve) => setTimeout(resolve, planned.delayMs));
  if (planned.becomes) known.interview = { ...known.interview, status: planned.becomes };
  const refusal = planned.isOld && isNew(body) ? 400 : planned.status;
  const status = refusal ?? (interviews.has(id) ? act(known, route, body) : 404);
  if (planned.lost) return response.destroy();
  call.answered = status;
  say(status, planned.body ?? (status === 200 ? bodies[route](known) : { error: {} }));
};

const routes: Readonly<Record<string, Route>> = { status: "status", transcript: "transcript", input: "input", result: "result" };

const whole = ({ interview, transcript }: Known) => ({ interview, transcript });
const bodies: Readonly<Record<Route, (known: Known) => object>> = {
  read: whole,
  status: whole,
  transcript: whole,
  input: ({ input }) => input ?? {},
  result: () => ({ taken: true }),
};

const released = (known: Known, response: ServerResponse): Promise<PlannedAnswer> =>
  new Promise((resolve) => {
    known.held.push(resolve);
    response.on("close", () => (known.held = known.held.filter((it) => it !== resolve)));
  });

const control = (
  interviews: Map<string, Known>,
  hanging: number,
  { method, id, body }: { method: string; id: string; body: unknown },
  say: (status: number, value?: unknown) => void,
) => {
  if (method === "DELETE") return say(interviews.delete(id) ? 204 : 404);
  const known: Known = interviews.get(id) ?? { interview: pending(id), transcript: [], input: null, plan: {}, calls: [], held: [] };
  if (method === "GET") return say(interviews.has(id) ? 200 : 404, { ...known, held: known.held.length, hanging });
  const given = body as { interview?: Partial<Interview>; input?: ReportInput; plan?: Plan; release?: PlannedAnswer };
  known.input = given.input ?? known.input;
  known.interview = { ...known.interview, ...given.interview };
  known.plan = given.plan ?? known.plan;
  interviews.set(id, known);
  const { release } = given;
  if (release) for (const answer of known.held.splice(0)) answer(release);
  say(204);
};

const pending = (id: string): Interview => ({
  id,
  userId: "user-1",
  status: "PENDING",
  ...knownSetup.parse({ role: "Engineer" }),
  createdAt: new Date().toISOString(),
  startedAt: null,
  endedAt: null,
  endReason: null,
});

/** Whether a body has fields that came to the contract later. */
const isNew = (body: unknown): boolean => /"(startedAt|session|usage|handovers|speech|isTyped)":/.test(JSON.stringify(body));

/** The app's own rules, as far as the Worker meets them. Returns the status of the answer. */
const act = (known: Known, route: Route, body: unknown): number => {
  const { interview } = known;
  if (route === "read" || route === "input" || route === "result") return 200;
  const isOver = interview.status === "COMPLETED" || interview.status === "ERROR";
  if (route === "status") {
    const { status, startedAt, endedAt, endReason } = body as Partial<Interview>;
    if (status === interview.status) return 200;
    if (isOver || !status || status === "PENDING") return 409;
    const now = new Date().toISOString();
    known.interview =
      status === "IN_PROGRESS"
        ? { ...interview, status, startedAt: startedAt ?? now }
        : { ...interview, status, endedAt: endedAt ?? now, endReason: endReason ?? null };
    return 200;
  }
  const { transcript, endedAt, endReason } = body as { transcript: TranscriptEntry[] } & Pick<Interview, "endedAt" | "endReason">;
  const taken = new Set(known.transcript.map(({ timestamp }) => timestamp));
  known.transcript.push(...transcript.filter(({ timestamp }) => !taken.has(timestamp)));
  if (!isOver) known.interview = { ...interview, status: "COMPLETED", endedAt, endReason: endReason ?? null };
  return 200;
};
