import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { holdReloads } from "./hold-reload.ts";
import { finishPendingMove } from "./pending-move.ts";

finishPendingMove();
holdReloads(window);

const app = document.getElementById("app");
if (!app) throw new Error("The page has no place for the app");

startTransition(() => {
  hydrateRoot(
    app,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
    // If an extension has changed the page, React renders it anew: nothing is broken by that.
    { onRecoverableError: (cause) => console.warn("The page was drawn anew.", cause) },
  );
});
