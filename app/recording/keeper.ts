import { noteRecording } from "./kept.client.ts";
import { folderOf, nameOf, root } from "./places.ts";
import type { Segment } from "./segments.ts";
import { Watched } from "../ui/watched.ts";

/** `full`: no room is left on the device. `failed`: the browser does not allow writing. */
export type KeepProblem = "full" | "failed";
export type KeepOrder = { path: readonly [root: string, folder: string, name: string]; bytes: Uint8Array<ArrayBuffer> };
export type KeepAnswer = { problem: KeepProblem | null };

/** Writes an interview's segments on this device, in a worker; nothing leaves it. Stops writing after the first problem. */
export class Keeper extends Watched<KeepProblem | null> {
  readonly #worker = new Worker(new URL("./keep.worker.ts", import.meta.url), { type: "module" });
  readonly #interviewId: string;

  constructor(interviewId: string) {
    super(null);
    this.#interviewId = interviewId;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<KeepAnswer>) => this.#hear(data.problem));
    this.#worker.addEventListener("error", () => this.#hear("failed"));
  }

  keep({ speaker, atMs, wav }: Segment): void {
    if (this.read() !== null) return;
    const order: KeepOrder = { path: [root, folderOf(this.#interviewId), nameOf({ speaker, atMs })], bytes: wav };
    noteRecording();
    this.#worker.postMessage(order, [wav.buffer]);
  }

  #hear(problem: KeepProblem | null): void {
    if (problem !== null && this.read() === null) this.become(problem);
  }
}
