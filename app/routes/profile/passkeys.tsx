import { useLocation, useRevalidator } from "@remix-run/react";
import { type FormEvent, useRef, useState } from "react";
import { Alert } from "../../ui/alert.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmSubmit } from "../../ui/confirm-submit.tsx";
import { Field, PasswordField } from "../../ui/field.tsx";
import { Outcome } from "../../ui/outcome.tsx";
import { Moment } from "../../ui/moment.tsx";
import { makePasskey } from "../../ui/passkey-calls.client.ts";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { usePasskeys } from "../../ui/use-passkeys.ts";
import { untilRunning } from "../../ui/use-running.ts";

export type ListedPasskey = { id: string; name: string; createdAt: string; usedAt: string | null };

/** `problem`: what the server said of one of them. */
export function Passkeys({ passkeys, problem }: { passkeys: ListedPasskey[]; problem?: string | undefined }) {
  return (
    <>
      {problem ? (
        <Alert tone="danger" role="alert">
          {problem}
        </Alert>
      ) : null}
      {passkeys.length === 0 ? null : (
        <ul className="mt-3 divide-y divide-line">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="space-y-2 py-4">
              <Row {...passkey} />
            </li>
          ))}
        </ul>
      )}
      <AddPasskey />
    </>
  );
}

function Row({ id, name, createdAt, usedAt }: ListedPasskey) {
  const rename = { intent: "rename-passkey", passkey: id };
  const remove = { intent: "remove-passkey", passkey: id };
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <PostForm hidden={rename} isStaying className="flex grow flex-wrap items-end gap-3">
          <div className="min-w-48 grow">
            <Field label="Name of the passkey" name="name" required maxLength={100} defaultValue={name} autoComplete="off" />
          </div>
          <SubmitButton when={rename} variant="secondary" pendingLabel="Saving…" aria-label={`Save the name of ${name}`}>
            Save
          </SubmitButton>
        </PostForm>
        <PostForm hidden={remove} isStaying>
          <ConfirmSubmit
            when={remove}
            variant="ghost"
            aria-label={`Remove ${name}`}
            title="Remove this passkey?"
            body="It can no longer sign in to your account. Your password still does. Delete it on the device as well."
            confirmLabel="Remove it"
            pendingLabel="Removing…"
          >
            Remove
          </ConfirmSubmit>
        </PostForm>
      </div>
      <p className="text-sm text-muted">
        added <Moment iso={createdAt} /> ·{" "}
        {usedAt === null ? (
          "not used yet"
        ) : (
          <>
            last used <Moment iso={usedAt} />
          </>
        )}
      </p>
    </>
  );
}

function AddPasskey() {
  const form = useRef<HTMLFormElement>(null);
  const { revalidate } = useRevalidator();
  const { isKnown, isPending, error, run } = usePasskeys();
  const [added, setAdded] = useState(0);
  // The outcome is shown until the next form of the page is sent.
  const { key } = useLocation();
  const [toldAt, setToldAt] = useState(key);
  const isTold = toldAt === key && !isPending;
  if (isKnown === false) return <NoPasskeys />;
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setToldAt(key);
    void run(async () => {
      await makePasskey({ name: String(fields.get("passkeyName")), password: String(fields.get("passkeyPassword")) });
      form.current?.reset();
      setAdded((before) => before + 1);
      revalidate();
    });
  };
  return (
    <>
      {isKnown === null ? <NoPasskeys className="hidden noscript:block" /> : null}
      {isTold && added > 0 && error === null ? <Outcome of={String(added)}>The passkey is added: you can sign in with it.</Outcome> : null}
      <form ref={form} onSubmit={add} className={`mt-4 space-y-4 ${isKnown ? "" : untilRunning}`}>
        <Field
          label="Name of the new passkey"
          name="passkeyName"
          isOptional
          maxLength={100}
          autoComplete="off"
          hint="For example: my phone"
        />
        <PasswordField
          label="Your password, to add a passkey"
          name="passkeyPassword"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        {isTold && error !== null ? (
          <Alert tone="danger" role="alert">
            {error}
          </Alert>
        ) : null}
        <Button type="submit" variant="secondary" isPending={isPending}>
          {isPending ? "Asking your device…" : "Add a passkey"}
        </Button>
      </form>
    </>
  );
}

function NoPasskeys({ className = "" }: { className?: string }) {
  return <p className={`mt-4 text-muted ${className}`}>This browser cannot hold passkeys.</p>;
}
