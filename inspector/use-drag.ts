import { type PointerEvent, useRef } from "react";

/** Handlers with which the mouse drags what a scrolling element shows; fingers and keys scroll it already. */
export const useDrag = () => {
  const from = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  const end = () => {
    from.current = null;
  };
  return {
    onPointerDown: ({ pointerType, button, clientX, clientY, currentTarget, pointerId }: PointerEvent<HTMLElement>) => {
      if (pointerType !== "mouse" || button !== 0) return;
      currentTarget.setPointerCapture(pointerId);
      from.current = { x: clientX, y: clientY, left: currentTarget.scrollLeft, top: currentTarget.scrollTop };
    },
    onPointerMove: ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>) => {
      if (from.current === null) return;
      currentTarget.scrollLeft = from.current.left - (clientX - from.current.x);
      currentTarget.scrollTop = from.current.top - (clientY - from.current.y);
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
};
