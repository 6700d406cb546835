import { createServer, type ServerResponse } from "node:http";
import type { WorkerCall } from "./app-faults.ts";
import { listenOn } from "./app-proxy.ts";

/**
 * Where the app finds the Worker while that runs inside Vitest and has no port of its own: a call waits at the door until a test
 * takes it, lets its Worker answer, and brings the status back.
 */
export class WorkerDoor {
  port = 0;
  #calls: WorkerCall[] = [];
  #takers: ((call: WorkerCall) => void)[] = [];
  #last = 0;
  readonly #waiting = new Map<number, ServerResponse>();
  readonly #server = createServer(({ method = "GET", url = "/", headers }, response) => {
    // Nobody takes these: interviews here ask what the Worker's bank holds.
    if (url.endsWith("/plan")) return void response.writeHead(503).end();
    const call = { id: ++this.#last, method, path: url, authorization: headers.authorization ?? null };
    this.#waiting.set(call.id, response);
    this.#calls.push(call);
    this.#match();
  });

  async listen(): Promise<this> {
    this.port = await listenOn(this.#server);
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The oldest call that nobody took yet, as soon as there is one. */
  next(): Promise<WorkerCall> {
    return new Promise((resolve) => {
      this.#takers.push(resolve);
      this.#match();
    });
  }

  answer({ id, status }: { id: number; status: number }): void {
    this.#waiting.get(id)?.writeHead(status).end();
    this.#waiting.delete(id);
  }

  #match(): void {
    while (this.#takers[0] !== undefined && this.#calls[0] !== undefined) {
      this.#takers[0](this.#calls[0]);
      this.#takers.shift();
      this.#calls.shift();
    }
  }
}
