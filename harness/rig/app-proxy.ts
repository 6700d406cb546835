import { Agent, createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readBody } from "../../simulator/body.ts";
import { type Fault, routeOf, type Seen } from "./messages.ts";

const host = "127.0.0.1";

/** Starts a server on a free local port; gives the port. */
export const listenOn = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
};

const refuse = (response: ServerResponse, status: number, message: string) =>
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify({ error: { code: "INJECTED", message } }));

/** A proxy in front of the app that injects faults per interview and route. */
export class AppProxy {
  port = 0;
  readonly #findApp: () => Promise<number>;
  readonly #faults = new Map<string, Fault[]>();
  readonly #seen = new Map<string, Seen[]>();
  readonly #held = new Map<string, ServerResponse[]>();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #server = createServer((request, response) => {
    this.#serve(request, response).catch((cause: unknown) =>
      response.headersSent ? response.destroy() : refuse(response, 502, String(cause)),
    );
  });

  /** `findApp` resolves to the app's port and is called for the first request. */
  constructor({ findApp }: { findApp: () => Promise<number> }) {
    this.#findApp = findApp;
  }

  async listen(): Promise<this> {
    this.port = await listenOn(this.#server);
    return this;
  }

  async close(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Replaces the interview's faults, and cuts off requests that hang. */
  set(id: string, list: Fault[]): void {
    this.#faults.set(id, list);
    this.#held.get(id)?.forEach((held) => held.destroy());
    this.#held.delete(id);
  }

  /** What the Worker requested about one interview, in order. */
  requests(id: string): Seen[] {
    return this.#seen.get(id) ?? [];
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const about = routeOf(request.method ?? "GET", request.url ?? "/");
    if (about === null) return this.#forward(request, body, response);
    const isWorker = request.headers.authorization !== undefined;
    const fault = isWorker ? this.#take(about.id, about.route) : undefined;
    const seen: Seen = { route: about.route, atUnixMs: Date.now(), body: body.length > 0 ? JSON.parse(String(body)) : null, status: null };
    if (isWorker) this.#seen.set(about.id, [...this.requests(about.id), seen]);
    response.on("finish", () => (seen.status = response.statusCode));
    if (fault === undefined) return this.#forward(request, body, response);
    if (fault.answer === "hang") return void this.#held.set(about.id, [...(this.#held.get(about.id) ?? []), response]);
    if (fault.answer === "refuse") return void response.destroy();
    if (fault.answer === "loseAnswer") return this.#forward(request, body, response, true);
    refuse(response, fault.answer, "The proxy before the app says so");
  }

  #take(id: string, route: Fault["route"]): Fault | undefined {
    const fault = this.#faults.get(id)?.find((it) => it.route === route && it.times !== 0);
    if (fault?.times !== undefined) fault.times -= 1;
    return fault;
  }

  async #forward(request: IncomingMessage, body: Buffer, response: ServerResponse, losesAnswer = false): Promise<void> {
    const headers = { ...request.headers };
    delete headers.host;
    delete headers.connection;
    const to = { host, port: await this.#findApp(), method: request.method, path: request.url, agent: this.#agent };
    await new Promise<void>((resolve, reject) => {
      const onward = ask({ ...to, headers }, (answer) => {
        answer.on("end", resolve).on("error", reject);
        if (losesAnswer) return void answer.resume().on("end", () => response.destroy());
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", reject).end(body);
    });
  }
}
