import { useCallback, useEffect, useRef, useState } from "react";
import type { Area } from "./chart-view.ts";
import { useDrag } from "./use-drag.ts";

const range = { least: 0.08, most: 2 };
const readable = 0.8;
/** The scale at which the whole drawing is seen, however small its words become. */
const wholeIn = (window: HTMLElement | null, width: number, height: number): number =>
  Math.min((window?.clientWidth ?? 0) / width, (window?.clientHeight ?? 0) / height);
const within = (scale: number, least: number) => Math.min(range.most, Math.max(least, scale));

/** `middle` is the point of the drawing, in its own px, to centre in the viewport; null leaves the scroll position. */
type Place = { scale: number; middle: { x: number; y: number } | null };

/** A viewport on a large drawing. It scrolls (touch, keys), can be dragged with the mouse, and zooms about its middle. */
export const useViewport = ({ width, height }: { width: number; height: number }) => {
  const window = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);

  const fit = useCallback(() => {
    setPlace({ scale: within(wholeIn(window.current, width, height), 0), middle: null });
  }, [width, height]);

  const zoom = useCallback(
    (factor: number) => {
      const { scrollLeft = 0, scrollTop = 0, clientWidth = 0, clientHeight = 0 } = window.current ?? {};
      const least = Math.min(range.least, wholeIn(window.current, width, height));
      setPlace((old) => {
        const { scale } = old ?? { scale: 1 };
        const middle = { x: (scrollLeft + clientWidth / 2) / scale, y: (scrollTop + clientHeight / 2) / scale };
        return { scale: within(scale * factor, least), middle };
      });
    },
    [width, height],
  );

  /** Centres a part of the drawing, at a legible scale. */
  const show = useCallback(({ x, y, ...size }: Area) => {
    const middle = { x: x + size.width / 2, y: y + size.height / 2 };
    setPlace((old) => ({ scale: Math.max(old?.scale ?? 0, readable), middle }));
  }, []);

  useEffect(() => {
    const { current: it } = window;
    if (place === null) fit();
    if (!it || !place?.middle) return;
    it.scrollLeft = place.middle.x * place.scale - it.clientWidth / 2;
    it.scrollTop = place.middle.y * place.scale - it.clientHeight / 2;
  }, [place, fit]);

  useEffect(() => {
    const { current: it } = window;
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15);
    };
    it?.addEventListener("wheel", turn, { passive: false });
    return () => it?.removeEventListener("wheel", turn);
  }, [zoom]);

  return { window, scale: place?.scale ?? readable, fit, zoom, show, drag: useDrag() };
};
