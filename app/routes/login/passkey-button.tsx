import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { signInWithPasskey } from "../../ui/passkey-calls.client.ts";
import { usePasskeys } from "../../ui/use-passkeys.ts";
import { untilRunning } from "../../ui/use-running.ts";

/** Signs in with a passkey. Renders nothing if the browser does not support passkeys. */
export function PasskeyButton({ redirectTo }: { redirectTo: string }) {
  const { isKnown, isPending, error, run } = usePasskeys();
  if (isKnown === false) return null;
  const signIn = () => run(async () => window.location.assign(await signInWithPasskey(redirectTo)));
  return (
    <div className={`mt-3 space-y-3 ${isKnown ? "" : untilRunning}`}>
      <Button variant="secondary" className="w-full" isPending={isPending} onClick={() => void signIn()}>
        {isPending ? "Asking your device…" : "Use a passkey instead"}
      </Button>
      {error === null ? null : (
        <Alert tone="danger" role="alert">
          {error.message}
        </Alert>
      )}
    </div>
  );
}
