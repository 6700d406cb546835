import { useState } from "react";
import { attempt } from "../../ui/storage.ts";

/** What this browser keeps under a key, null where that is nothing, and how to keep something else; as long as the page lasts where it refuses its storage. */
export const useKept = (key: string): [string | null, (text: string) => void] => {
  const [kept, setKept] = useState(() => attempt(() => localStorage.getItem(key)));
  const keep = (text: string) => {
    setKept(text);
    attempt(() => localStorage.setItem(key, text));
  };
  return [kept, keep];
};

/** Whether something is on, as this browser was told last; before that `isUsual`. */
export const useKeptSwitch = (key: string, isUsual: boolean): [boolean, (isOn: boolean) => void] => {
  const [kept, keep] = useKept(key);
  return [isUsual ? kept !== "off" : kept === "on", (isOn) => keep(isOn ? "on" : "off")];
};
