import { useEffect } from "react";
import { onPageLeft } from "./page-left.ts";

const types =
  "input, textarea, select, dialog, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=searchbox], [role=combobox], [role=spinbutton]";

const isTyped = ({ target, isComposing }: KeyboardEvent): boolean =>
  isComposing || (target instanceof Element && target.closest(types) !== null);

/** These elements use Enter and Space themselves while they have the focus. */
const pressed = "a, button, summary, label, [role=button]";
const isTaken = ({ key, target }: KeyboardEvent): boolean =>
  (key === "Enter" || key === " ") && target instanceof Element && target.closest(pressed) !== null;
const isPlain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;

/** Calls `press` when a single key goes down, unless it would be typed, the focused element uses it, or a modifier is held. */
export const useShortcut = (letter: string, isOn: boolean, press: () => void): void => {
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== letter || !isPlain(event) || isTyped(event) || isTaken(event)) return;
      event.preventDefault();
      press();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [letter, isOn, press]);
};

/** Calls `press` when a single key goes down and `release` when it comes up, wherever the focus is by then, or when the page is left. */
export const useHeldKey = (letter: string, isOn: boolean, press: () => void, release: () => void): void => {
  useEffect(() => {
    if (!isOn) return;
    const listening = new AbortController();
    let isDown = false;
    const down = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== letter || isTyped(event) || isTaken(event)) return;
      if (isDown) event.preventDefault();
      if (isDown || !isPlain(event)) return;
      event.preventDefault();
      isDown = true;
      press();
    };
    const up = () => {
      if (!isDown) return;
      isDown = false;
      release();
    };
    document.addEventListener("keydown", down, { signal: listening.signal });
    document.addEventListener("keyup", ({ key }) => key.toLowerCase() === letter && up(), { signal: listening.signal });
    onPageLeft(up, listening.signal);
    return () => {
      listening.abort();
      up();
    };
  }, [letter, isOn, press, release]);
};
