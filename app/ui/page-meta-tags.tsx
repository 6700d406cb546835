import { Meta } from "@remix-run/react";
import { useLayoutEffect, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

/** The tags as the server sent them. They are removed because the first title in a document is the one that counts. */
const sent = typeof document === "undefined" ? [] : [...document.head.querySelectorAll("title, meta[name=description], meta[name=robots]")];

/**
 * The title and description of the current page, in the browser. React controls only these of the head, because extensions may add others.
 */
export function PageMetaTags() {
  const isAlive = useSyncExternalStore(never, isBrowser, isServer);
  useLayoutEffect(() => sent.forEach((it) => it.remove()), []);
  return isAlive ? createPortal(<Meta />, document.head) : null;
}

const never = () => () => undefined;
const isBrowser = () => true;
const isServer = () => false;
