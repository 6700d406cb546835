import { type PointerEvent, useRef } from "react";

/** Handlers for dragging the content of a scrolling element with the mouse. Touch and keys scroll it anyway. */
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
