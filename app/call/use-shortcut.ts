import { useEffect, useState } from "react";
import { attempt } from "../ui/storage.ts";

const key = "preppal.shortcuts";
const types =
  "input, textarea, select, dialog, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=searchbox], [role=combobox], [role=spinbutton]";

const isTyped = ({ target, isComposing }: KeyboardEvent): boolean =>
  isComposing || (target instanceof Element && target.closest(types) !== null);

/** Calls `press` at a single key, except where the key would be typed, or with a modifier. */
export const useShortcut = (letter: string, isOn: boolean, press: () => void): void => {
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
      if (event.key.toLowerCase() === letter && isPlain && !isTyped(event)) press();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [letter, isOn, press]);
};

/** Whether single keys do something (WCAG 2.1.4): as this browser was told last, on at first. */
export const useShortcutsSetting = (): [boolean, (isOn: boolean) => void] => {
  const [isOn, setOn] = useState(recall);
  return [
    isOn,
    (next) => {
      setOn(next);
      remember(next);
    },
  ];
};

const recall = (): boolean => attempt(() => localStorage.getItem(key)) !== "off";
const remember = (isOn: boolean): void => {
  attempt(() => localStorage.setItem(key, isOn ? "on" : "off"));
};
