import { useEffect } from "react";
import { keepTypedText } from "./typed-text.client.ts";

const app = typeof document === "undefined" ? null : document.getElementById("app");
const restore = app ? keepTypedText(app) : () => undefined;

/** What was typed before the page came alive stands in it afterwards, even where React has drawn it anew. */
export function KeepTypedText() {
  useEffect(restore, []);
  return null;
}
