import { Button } from "../../ui/button.tsx";
import type { SeenDeletions } from "./use-deletions.ts";

/** Overlays the bottom of the page, so that nothing moves. */
export function DeletionToast({ deletions, state, hasFailed, onUndo }: Omit<SeenDeletions, "goneIds"> & { onUndo: () => void }) {
  const { hold, release } = deletions;
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-0 z-20 grid justify-items-center gap-2 p-4 print:hidden">
      {hasFailed ? (
        <p className="pointer-events-auto rounded-xl border border-danger bg-danger-soft px-5 py-3 text-danger-ink shadow-card">
          It could not be deleted, so it is back. Try again.
        </p>
      ) : null}
      {state === "pending" ? (
        <p
          onMouseEnter={hold}
          onMouseLeave={release}
          className="pointer-events-auto flex items-center gap-2 rounded-full border border-line-strong bg-surface py-1 ps-5 pe-1 shadow-card"
        >
          Deleted.{" "}
          <Button variant="ghost" onFocus={hold} onBlur={release} onClick={onUndo}>
            Undo
          </Button>
        </p>
      ) : null}
    </div>
  );
}
