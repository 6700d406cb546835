import { createServer, type IncomingMessage } from "node:http";
import * as z from "zod";
import { type AppUnderTest, startAppUnderTest } from "../app.ts";
import { faults, geminiLine } from "./messages.ts";
import { secrets } from "../secrets.ts";
import { readBody } from "../../simulator/body.ts";
import { AppProxy, listenOn } from "./app-proxy.ts";
import { TcpProxy } from "./tcp-proxy.ts";
import { refuseRow } from "./database.ts";
import { WorkerDoor } from "./worker-door.ts";

/**
 * Everything around the Worker under test that can be made to fail, with an HTTP port for control from inside workerd: `PUT
 * /faults/:interview` · `GET /requests/:interview` (the app) · `PUT /gemini`, `GET /gemini` (the connection to Gemini) · `GET
 * /calls/:path`, `PUT /calls/:id/:status` (the app's calls to the Worker) · `GET /stored/:interview` (what the app holds) · `PUT /database`
 * · `GET /app-log`. The first request to the app starts it.
 */
export const startRig = async ({ simulatorPort }: { simulatorPort: number }) => {
  let app: Promise<AppUnderTest> | undefined;
  const door = await new WorkerDoor().listen();
  const findApp = async () => (await (app ??= startAppUnderTest({ workerUrl: `ws://127.0.0.1:${door.port}` }))).port;
  const appProxy = await new AppProxy({ findApp }).listen();
  const gemini = await new TcpProxy({ targetPort: simulatorPort }).listen();

  const routes: Record<string, (id: string, status: string, body: () => Promise<unknown>) => Promise<unknown>> = {
    "PUT faults": async (id, _, body) => appProxy.set(id, faults.parse(await body())),
    "GET requests": async (id) => appProxy.requests(id),
    "GET gemini": async () => ({ open: gemini.open, accepted: gemini.accepted }),
    "PUT gemini": async (_, __, body) => {
      const line = geminiLine.parse(await body());
      if ("weather" in line) gemini.set(line.weather);
      else if ("halfClose" in line) gemini.halfClose(line.halfClose);
      else gemini.reset(line.reset);
    },
    "GET calls": (path) => door.next(decodeURIComponent(path)),
    "PUT calls": async (id, status) => door.answer({ id: Number(id), status: Number(status) }),
    "GET stored": async (id) => {
      const headers = { Authorization: `Bearer ${secrets.WORKER_SHARED_SECRET}` };
      const response = await fetch(`http://127.0.0.1:${await findApp()}/api/interviews/${id}`, { headers });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`The app answered ${response.status}`);
      return response.json();
    },
    "PUT database": async (_, __, body) => {
      const { refuses } = z.object({ refuses: z.string().nullable() }).parse(await body());
      refuseRow((await app)?.stateDir ?? "", refuses);
    },
    "GET app-log": async () => (await app)?.log() ?? "",
  };
  const answer = async (request: IncomingMessage) => {
    const [, name = "", id = "", status = ""] = (request.url ?? "").split("/");
    const route = routes[`${request.method} ${name}`];
    if (!route) throw new Error(`The rig has no ${request.method} ${request.url}`);
    return route(id, status, async () => JSON.parse(String(await readBody(request))) as unknown);
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (body) => response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body ?? null)),
      (cause: unknown) => response.writeHead(500).end(String(cause)),
    );
  });
  const port = await listenOn(server);
  const close = async () => {
    server.closeAllConnections();
    await Promise.all([new Promise((resolve) => server.close(resolve)), appProxy.close(), gemini.close(), door.close()]);
    await (await app?.catch(() => undefined))?.stop();
  };
  return { port, appPort: appProxy.port, geminiPort: gemini.port, close };
};
