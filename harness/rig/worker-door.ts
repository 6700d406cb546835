import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readBody } from "../../simulator/body.ts";
import type { WorkerCall } from "./messages.ts";
import { listenOn } from "./app-proxy.ts";

/**
 * The Worker's address for the app while the Worker runs inside Vitest without a port. A call waits here until a test takes it, lets its
 * Worker answer, and returns the status.
 */
export class WorkerDoor {
  port = 0;
  #calls: WorkerCall[] = [];
  #takers: { path: string; take: (call: WorkerCall) => void }[] = [];
  #last = 0;
  readonly #waiting = new Map<number, ServerResponse>();
  readonly #server = createServer((request, response) => void this.#admit(request, response));

  async listen(): Promise<this> {
    this.port = await listenOn(this.#server);
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Resolves to the oldest untaken call with this path, whatever its query, as soon as there is one. */
  next(path: string): Promise<WorkerCall> {
    return new Promise((take) => {
      this.#takers.push({ path, take });
      this.#match();
    });
  }

  answer({ id, status }: { id: number; status: number }): void {
    this.#waiting.get(id)?.writeHead(status).end();
    this.#waiting.delete(id);
  }

  async #admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    // No test takes these: interviews here get the questions of the Worker's bank.
    if (url.endsWith("/plan")) return void response.writeHead(503).end();
    const body = (await readBody(request)).toString("utf8");
    const call = { id: ++this.#last, method, path: url, authorization: headers.authorization ?? null, body };
    this.#waiting.set(call.id, response);
    this.#calls.push(call);
    this.#match();
  }

  #match(): void {
    for (const taker of [...this.#takers]) {
      const call = this.#calls.find((it) => it.path.split("?")[0] === taker.path);
      if (!call) continue;
      this.#takers = this.#takers.filter((it) => it !== taker);
      this.#calls = this.#calls.filter((it) => it !== call);
      taker.take(call);
    }
  }
}
