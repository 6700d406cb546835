import { useEffect } from "react";
import { keepTypedText } from "./typed-text.client.ts";

const app = typeof document === "undefined" ? null : document.getElementById("app");
const restore = app ? keepTypedText(app) : () => undefined;

/** Restores what was typed before hydration, even in elements that React has replaced. */
export function KeepTypedText() {
  useEffect(restore, []);
  return null;
}
