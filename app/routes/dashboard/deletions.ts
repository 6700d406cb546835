import { forgetRecording, wantRecording } from "../../recording/kept.client.ts";
import { Watched } from "../../ui/watched.ts";

/** How long a deletion can be taken back, in ms. */
export const undoMs = 8_000;

type Seen = {
  /** Interviews that are shown no more. */
  goneIds: readonly string[];
  /** `pending`: the newest can be taken back. */
  state: "none" | "pending" | "done";
  /** One could not be deleted and is there again, whatever has become of another since. */
  hasFailed: boolean;
};

const nothingDeleted: Seen = { goneIds: [], state: "none", hasFailed: false };

/**
 * Deletes one interview after the other. Each leaves the page at once and is deleted on the server when it can be taken back no more:
 * in {@link undoMs}, with the next one, or when the page goes. Until then nothing of it is lost.
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

  /** Answers which interview is there again; null where it is too late. */
  readonly undo = (): string | null => {
    const id = this.#take();
    if (id !== null) this.#bringBack(id, { state: "none" });
    return id;
  };

  /** Who is about to take it back has all the time for it. */
  readonly hold = (): void => clearTimeout(this.#pending?.timer);

  readonly release = (): void => {
    if (!this.#pending) return;
    this.hold();
    this.#pending.timer = window.setTimeout(this.commit, undoMs);
  };

  /** Deletes for good what can still be taken back. */
  readonly commit = (): void => {
    const id = this.#take();
    if (id === null) return;
    this.become({ ...this.read(), state: "done" });
    void send(id).then((isDeleted) => isDeleted || this.#bringBack(id, { hasFailed: true }));
  };

  /** The same where the page goes. What this device has recorded is wanted no more then, and goes when a page next looks. */
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

/** Answers whether the interview is deleted; also one that was already. The request outlives the page. */
const send = async (id: string): Promise<boolean> => {
  const isDeleted = await fetch(`/api/interviews/${id}`, { method: "DELETE", keepalive: true }).then(
    ({ ok, status }) => ok || status === 404,
    () => false,
  );
  if (isDeleted) await forgetRecording(id);
  return isDeleted;
};
