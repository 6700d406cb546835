import { useWatched } from "../../ui/use-watched.ts";
import type { PathQuality, Quality } from "../connection/path-quality.ts";

const words: Record<Quality, string> = { good: "", slow: "Slow connection", poor: "Poor connection" };

/** Says that the connection to the Worker is slow or poor. */
export function PathWords({ quality }: { quality: PathQuality }) {
  const now = useWatched(quality);
  return (
    <p role="status" className={now === "good" ? "sr-only" : "room-slow text-sm font-semibold text-danger-ink"}>
      {words[now]}
      {now === "poor" ? <span className="small:sr-only">: captions and answers may lag</span> : null}
    </p>
  );
}
