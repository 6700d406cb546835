import { forgetRecording, wantRecording } from "../../recording/kept.client.ts";
import { Watched } from "../../ui/watched.ts";

/** How long a deletion can be undone, in ms. */
export const undoMs = 8_000;

type Seen = {
  /** Interviews that are no longer shown. */
  goneIds: readonly string[];
  /** `pending`: the newest deletion can be undone. */
  state: "none" | "pending" | "done";
  /** A deletion failed and its interview is shown again, whatever happened to others since. */
  hasFailed: boolean;
};

const nothingDeleted: Seen = { goneIds: [], state: "none", hasFailed: false };

/**
 * Deletes interviews one at a time. Each leaves the page at once, and is deleted on the server when it can no longer be undone: after
 * {@link undoMs}, with the next deletion, or when the page is left. Until then nothing is lost.
 */
export class Deletions extends Watched<Seen> {
  #pending: { id: string; timer: number } | null = null;

  constructor() {
    super(nothingDeleted);
  }

  readonly remove = (id: string): void => {
    this.commit();
    this.#pending = { id, timer: window.setTimeout(this.commit, undoMs) };
    this.become({ goneIds: [...this.read().goneIds, id], state: "pending", hasFailed: false });
  };

  /** Undoes the pending deletion. Gives the id of the restored interview; null if it is too late. */
  readonly undo = (): string | null => {
    const id = this.#take();
    if (id !== null) this.#bringBack(id, { state: "none" });
    return id;
  };

  /** Stops the timer while somebody is about to undo. */
  readonly hold = (): void => clearTimeout(this.#pending?.timer);

  readonly release = (): void => {
    if (!this.#pending) return;
    this.hold();
    this.#pending.timer = window.setTimeout(this.commit, undoMs);
  };

  /** Makes the pending deletion final. */
  readonly commit = (): void => {
    const id = this.#take();
    if (id === null) return;
    this.become({ ...this.read(), state: "done" });
    void send(id).then((isDeleted) => isDeleted || this.#bringBack(id, { hasFailed: true }));
  };

  /** The same when the page is left. The interview's recording is marked as unwanted, and deleted the next time a page cleans up. */
  readonly leave = (): void => {
    if (this.#pending) wantRecording(this.#pending.id, false);
    this.commit();
  };

  #take(): string | null {
    const id = this.#pending?.id ?? null;
    this.hold();
    this.#pending = null;
    return id;
  }

  #bringBack(id: string, change: Partial<Seen>): void {
    const seen = this.read();
    this.become({ ...seen, goneIds: seen.goneIds.filter((it) => it !== id), ...change });
  }
}

/** Whether the interview is deleted, by this request or earlier. `keepalive` lets the request outlive the page. */
const send = async (id: string): Promise<boolean> => {
  const isDeleted = await fetch(`/api/interviews/${id}`, { method: "DELETE", keepalive: true }).then(
    ({ ok, status }) => ok || status === 404,
    () => false,
  );
  if (isDeleted) await forgetRecording(id);
  return isDeleted;
};
