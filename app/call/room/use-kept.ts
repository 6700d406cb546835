import { useState } from "react";
import { attempt } from "../../ui/storage.ts";

/**
 * What this browser stores under a key, null if that is nothing, and a setter. If the browser refuses its storage, it lasts as long as the
 * component.
 */
export const useKept = (key: string): [string | null, (text: string) => void] => {
  const [kept, setKept] = useState(() => attempt(() => localStorage.getItem(key)));
  const keep = (text: string) => {
    setKept(text);
    attempt(() => localStorage.setItem(key, text));
  };
  return [kept, keep];
};

/** A stored switch and its setter; `isUsual` until it is set. */
export const useKeptSwitch = (key: string, isUsual: boolean): [boolean, (isOn: boolean) => void] => {
  const [kept, keep] = useKept(key);
  return [isUsual ? kept !== "off" : kept === "on", (isOn) => keep(isOn ? "on" : "off")];
};
