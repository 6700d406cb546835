import { Meta } from "@remix-run/react";
import { useLayoutEffect, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";

/** As the server sent them, before a page that follows has others; the first title in a document is the one that counts. */
const sent = typeof document === "undefined" ? [] : [...document.head.querySelectorAll("title, meta[name=description], meta[name=robots]")];

/** The title and description of the page that is shown, in the browser. React has only these of the head: the rest may be anybody's. */
export function PageMetaTags() {
  const isAlive = useSyncExternalStore(never, isBrowser, isServer);
  useLayoutEffect(() => sent.forEach((it) => it.remove()), []);
  return isAlive ? createPortal(<Meta />, document.head) : null;
}

const never = () => () => undefined;
const isBrowser = () => true;
const isServer = () => false;
