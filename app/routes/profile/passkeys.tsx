import { useLocation, useRevalidator } from "@remix-run/react";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { Alert } from "../../ui/alert.tsx";
import { AnswerContext } from "../../ui/answer.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmSubmit } from "../../ui/confirm-submit.tsx";
import { Field, PasswordField } from "../../ui/field.tsx";
import { Outcome } from "../../ui/outcome.tsx";
import { Moment } from "../../ui/moment.tsx";
import { makePasskey } from "../../ui/passkey-calls.client.ts";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { useFocusOnFault } from "../../ui/use-focus-on-fault.ts";
import { usePasskeys } from "../../ui/use-passkeys.ts";
import { untilRunning } from "../../ui/use-running.ts";
import type { ProfileErrors } from "./profile-forms.tsx";

export type ListedPasskey = { id: string; name: string; createdAt: string; usedAt: string | null };

/** `errors`: what the server said of one of them, and which. */
export function Passkeys({ passkeys, errors }: { passkeys: ListedPasskey[]; errors: ProfileErrors }) {
  const isListed = passkeys.some(({ id }) => id === errors.passkeyId);
  return (
    <>
      {errors.passkey && !isListed ? (
        <Alert tone="danger" role="alert">
          {errors.passkey}
        </Alert>
      ) : null}
      {passkeys.length === 0 ? null : (
        <ul className="mt-3 divide-y divide-line">
          {passkeys.map((passkey) => (
            <li key={passkey.id} className="space-y-2 py-4">
              <Row {...passkey} errors={passkey.id === errors.passkeyId ? errors : none} />
            </li>
          ))}
        </ul>
      )}
      <AddPasskey />
    </>
  );
}

const none: ProfileErrors = {};

function Row({ id, name, createdAt, usedAt, errors }: ListedPasskey & { errors: ProfileErrors }) {
  const rename = { intent: "rename-passkey", passkey: id };
  const remove = { intent: "remove-passkey", passkey: id };
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <PostForm hidden={rename} errors={errors} isStaying className="flex grow flex-wrap items-end gap-3">
          <div className="min-w-48 grow">
            <Field
              label="Name of the passkey"
              name="name"
              dir="auto"
              required
              maxLength={100}
              defaultValue={name}
              error={errors.passkey}
              autoComplete="off"
            />
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
  const fault = isTold && error?.isOfPassword ? error : undefined;
  useFocusOnFault(
    form,
    useMemo(() => (fault ? { passkeyPassword: fault } : none), [fault]),
  );
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
          dir="auto"
          isOptional
          maxLength={100}
          autoComplete="off"
          hint="For example: my phone"
        />
        <AnswerContext.Provider value={fault ?? none}>
          <PasswordField
            label="Your password, to add a passkey"
            name="passkeyPassword"
            autoComplete="current-password"
            required
            maxLength={128}
            error={fault?.message}
          />
        </AnswerContext.Provider>
        {isTold && error !== null && !fault ? (
          <Alert tone="danger" role="alert">
            {error.message}
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
