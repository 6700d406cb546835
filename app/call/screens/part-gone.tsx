import { Button } from "../../ui/button.tsx";
import { Actions, Panel } from "./panel.tsx";

/** Replaces the lobby if what comes after it could not be loaded. */
export function PartGone({ onRetry }: { onRetry: () => void }) {
  return (
    <Panel title="A part of this page could not be loaded">
      <p>PrepPal was updated while the page was open, or the network failed for a moment. Load the page again; nothing is lost.</p>
      <Actions>
        <Button onClick={() => location.reload()}>Load the page again</Button>
        <Button variant="secondary" onClick={onRetry}>
          Try again
        </Button>
      </Actions>
    </Panel>
  );
}
