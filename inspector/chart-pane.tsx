import { useEffect, useMemo, useState } from "react";
import { ChartDrawing } from "./chart-drawing.tsx";
import type { ChartView } from "./chart-view.ts";
import type { Side } from "./observation.ts";
import { leavesIn, pathOf, statesIn } from "./state-paths.ts";
import type { Lights } from "./timeline.ts";
import { IconButton } from "./icon-button.tsx";
import { useViewport } from "./use-viewport.ts";

type ChartPaneProps = { side: Side; place: string; view: ChartView; lights: Lights; isWatched: boolean };

/** One chart in a viewport of its own, with the lit states in words above it. */
export function ChartPane({ side, place, view, lights, isWatched }: ChartPaneProps) {
  const { window, scale, fit, zoom, show, drag } = useViewport(view);
  const [isFollowing, setFollowing] = useState(true);
  const leaves = useMemo(() => new Set(lights.active === null ? [] : leavesIn(side, lights.active)), [side, lights.active]);
  const active = useMemo(() => new Set(lights.active === null ? [] : statesIn(side, lights.active)), [side, lights.active]);
  const left = useMemo(
    () => new Set((lights.left === null ? [] : leavesIn(side, lights.left)).filter((it) => !leaves.has(it))),
    [side, lights.left, leaves],
  );
  const focus = useNewest(leaves);

  useEffect(() => {
    const box = isFollowing ? view.boxes.find((it) => it.state.id === focus) : undefined;
    if (box) show(box);
  }, [isFollowing, focus, view, show]);

  const showAll = () => {
    setFollowing(false);
    fit();
  };

  return (
    <section aria-labelledby={`${side}-name`} className="flex min-w-0 flex-col rounded-2xl border border-line bg-surface shadow-card">
      <header className="flex items-start justify-between gap-4 px-4 pt-3">
        <h2 id={`${side}-name`} className="text-lg">
          {side} <span className="ml-1 inline-block text-sm font-normal tracking-normal text-muted">{place}</span>
        </h2>
        <div role="toolbar" aria-label={`View of the ${side} chart`} className="flex gap-1">
          <IconButton label="Zoom out" onClick={() => zoom(1 / 1.3)} icon="minus" />
          <IconButton label="Zoom in" onClick={() => zoom(1.3)} icon="plus" />
          <IconButton label="Show all" onClick={showAll} icon="all" />
          <IconButton label="Follow the current state" isPressed={isFollowing} onClick={() => setFollowing(!isFollowing)} icon="target" />
        </div>
      </header>
      <p aria-live="polite" className="mt-2 mb-3 flex min-h-7 flex-wrap gap-1.5 px-4">
        {leaves.size === 0 ? <span className="text-sm text-muted">{isWatched ? "Not running" : "Not watched"}</span> : null}
        {[...leaves].map((id) => (
          <code key={id} className={`rounded-full px-2.5 py-1 text-xs font-semibold ${chips[side]}`}>
            {pathOf(id)}
          </code>
        ))}
      </p>
      <div
        ref={window}
        {...drag}
        tabIndex={0}
        role="group"
        aria-label={`Chart of the ${side} machine, scrollable`}
        className="h-[min(34rem,65dvh)] grow cursor-grab overflow-auto rounded-b-2xl border-t border-line bg-paper active:cursor-grabbing"
      >
        <ChartDrawing view={view} scale={scale} active={active} leaves={leaves} left={left} />
      </div>
    </section>
  );
}

/** The leaf state that was entered last; if several were, the deepest. */
const useNewest = (leaves: ReadonlySet<string>): string | undefined => {
  const [known, setKnown] = useState({ leaves, newest: deepest([...leaves]) });
  if (known.leaves !== leaves) {
    const entered = [...leaves].filter((it) => !known.leaves.has(it));
    setKnown({ leaves, newest: deepest(entered) ?? (leaves.has(known.newest ?? "") ? known.newest : deepest([...leaves])) });
  }
  return known.newest;
};

const deepest = (ids: string[]): string | undefined => ids.toSorted((a, b) => b.split(".").length - a.split(".").length)[0];

const chips: Record<Side, string> = {
  interview: "bg-accent-soft text-accent-ink",
  call: "bg-voice-soft text-voice-ink",
  feedback: "bg-good-soft text-good-ink",
};
