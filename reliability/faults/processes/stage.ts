import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Services } from "../../../scripts/product/processes.ts";
import { startWorker } from "../../../scripts/product/product.ts";
import { readSettings, type Settings } from "../../../scripts/product/settings.ts";
import { freePort } from "../../../scripts/product/ports.ts";
import { type Account } from "../app-side.ts";
import type { Evidence } from "../oracle.ts";
import { places } from "../places.ts";
import { countObjects, readObject } from "./object-file.ts";
import { TcpProxy } from "../../../harness/rig/tcp-proxy.ts";

const graceSeconds = 1;

/** Records the process groups; a group's id is the pid of its leader. */
class Watched extends Services {
  readonly groups: number[] = [];

  override start(...args: Parameters<Services["start"]>): number {
    const group = super.start(...args);
    this.groups.push(group);
    return group;
  }
}

/** The built Worker in processes of its own, behind a TCP proxy, between the run's app and simulator. */
export class Stage {
  readonly proxy: TcpProxy;
  readonly #settings: Settings;
  readonly #dir: string;
  #services: Watched;
  account: Account | null = null;

  private constructor(parts: { proxy: TcpProxy; services: Watched; settings: Settings; dir: string }) {
    this.proxy = parts.proxy;
    this.#services = parts.services;
    this.#settings = parts.settings;
    this.#dir = parts.dir;
  }

  static async open({ maxSessionSeconds = 3600 } = {}): Promise<Stage> {
    const dir = mkdtempSync(join(tmpdir(), "preppal-worker-"));
    const port = await freePort();
    const { JWT_SECRET, WORKER_SHARED_SECRET, SESSION_SECRET, GEMINI_API_KEY, APP_ORIGIN, APP_URL, SIMULATOR_URL } = places;
    const settings = readSettings({
      JWT_SECRET,
      WORKER_SHARED_SECRET,
      SESSION_SECRET,
      GEMINI_API_KEY,
      APP_ORIGIN,
      APP_URL,
      GEMINI_BASE_URL: SIMULATOR_URL,
      WORKER_PORT: String(port),
      STATE_DIR: join(dir, "state"),
      RECONNECT_GRACE_SECONDS: String(graceSeconds),
      MAX_SESSION_SECONDS: String(maxSessionSeconds),
    });
    const services = new Watched(join(dir, "logs"));
    await startWorker(services, settings, "built");
    const proxy = await new TcpProxy({ targetPort: port }).listen();
    return new Stage({ proxy, services, settings, dir });
  }

  /** Sends SIGKILL to all processes of the Worker at once, so none can react to its end. */
  async kill(): Promise<void> {
    for (const group of this.#services.groups) process.kill(-group, "SIGKILL");
    await this.#services.stop();
  }

  /** Starts the Worker again, on the same state and the same port. */
  async restart(): Promise<void> {
    this.#services = new Watched(join(this.#dir, "logs"));
    await startWorker(this.#services, this.#settings, "built");
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.#services.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** Resident memory of the Worker's processes, in bytes. */
  residentBytes(): number {
    const rows = execFileSync("ps", ["-A", "-o", "pgid=,rss=,comm="], { encoding: "utf8" }).trim().split("\n");
    const kibibytes = rows
      .map((row) => row.trim().split(/\s+/))
      .filter(([group, , name]) => this.#services.groups.includes(Number(group)) && name === "workerd");
    return kibibytes.reduce((sum, [, rss]) => sum + Number(rss), 0) * 1024;
  }

  log(): string[] {
    return readFileSync(join(this.#dir, "logs", "worker.log"), "utf8").split("\n");
  }

  object(interviewId: string): Evidence["object"] {
    return readObject({ stateDir: join(this.#dir, "state"), interviewId });
  }

  countObjects(): number {
    return countObjects(join(this.#dir, "state"));
  }
}
