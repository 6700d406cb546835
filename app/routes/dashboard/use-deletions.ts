import { useNavigation } from "@remix-run/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Deletions, nothingDeleted } from "./deletions.ts";

export type SeenDeletions = ReturnType<typeof useDeletions>;

/** The deletions of this page. What can still be taken back is deleted when the page is left or hidden, which may be its end. */
export const useDeletions = () => {
  const [deletions] = useState(() => new Deletions());
  const seen = useSyncExternalStore(deletions.subscribe, deletions.read, () => nothingDeleted);
  const isStaying = useNavigation().state === "idle";

  useEffect(() => {
    if (!isStaying) deletions.commit();
  }, [isStaying, deletions]);

  useEffect(() => {
    const { commit } = deletions;
    const commitHidden = () => document.visibilityState === "hidden" && commit();
    document.addEventListener("visibilitychange", commitHidden);
    addEventListener("pagehide", commit);
    return () => {
      document.removeEventListener("visibilitychange", commitHidden);
      removeEventListener("pagehide", commit);
      commit();
    };
  }, [deletions]);

  return { deletions, ...seen };
};
