import { useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useWatched } from "../../ui/use-watched.ts";
import { Deletions } from "./deletions.ts";

export type SeenDeletions = ReturnType<typeof useDeletions>;

/** The deletions of this page. A pending one becomes final when the page is left or hidden, which may be its end. */
export const useDeletions = () => {
  const [deletions] = useState(() => new Deletions());
  const seen = useWatched(deletions);
  const isStaying = useNavigation().state === "idle";

  useEffect(() => {
    if (!isStaying) deletions.commit();
  }, [isStaying, deletions]);

  useEffect(() => {
    if (seen.state !== "pending") return;
    // Runs before the next page is requested, which may be this one again. Listening only while something is pending, because a page with
    // this listener is never put into the back/forward cache.
    addEventListener("beforeunload", deletions.leave);
    return () => removeEventListener("beforeunload", deletions.leave);
  }, [seen.state, deletions]);

  useEffect(() => {
    const { commit, leave } = deletions;
    const commitHidden = () => document.visibilityState === "hidden" && commit();
    document.addEventListener("visibilitychange", commitHidden);
    addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", commitHidden);
      removeEventListener("pagehide", leave);
      commit();
    };
  }, [deletions]);

  return { deletions, ...seen };
};
