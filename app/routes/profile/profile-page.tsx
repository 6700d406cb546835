import { useLocation } from "@remix-run/react";
import type { Retention } from "../../../contract/account.ts";
import { Moment } from "../../ui/moment.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Alert } from "../../ui/alert.tsx";
import { Card } from "../../ui/card.tsx";
import { Outcome } from "../../ui/outcome.tsx";
import { type ListedPasskey, Passkeys } from "./passkeys.tsx";
import { type Saved, savedWords } from "./saved.ts";
import { YourData } from "./your-data.tsx";
import { type ListedSignIn, SignIns } from "./sign-ins.tsx";
import { DeleteAccountForm, EmailForm, PasswordForm, type ProfileErrors, RenameForm } from "./profile-forms.tsx";

export type ProfilePageProps = {
  user: { name: string; email: string; createdAt: string };
  signIns: ListedSignIn[];
  isMailInLog: boolean;
  retention: Retention;
  passkeys: ListedPasskey[];
  errors: ProfileErrors;
  /** What was just saved; null if nothing was. */
  saved: Saved | null;
};

export function ProfilePage({ user, signIns, isMailInLog, retention, passkeys, errors, saved }: ProfilePageProps) {
  const shown = Object.keys(errors).length === 0 ? saved : null;
  const { key } = useLocation();
  const savedAmong = (...changes: Saved[]) =>
    shown !== null && changes.includes(shown) ? (
      <Outcome of={key}>
        {savedWords[shown]}
        {shown === "email" && isMailInLog
          ? " No MAIL_FROM is set on this machine: the letter stands in the Worker’s log, worker.log."
          : null}
      </Outcome>
    ) : null;
  return (
    <div className="mx-auto max-w-2xl space-y-6">
      <PageHeading title="Your profile">
        <span className="wrap-anywhere">{user.email}</span> · with PrepPal since <Moment iso={user.createdAt} isDateOnly />
      </PageHeading>
      {errors.form ? (
        <Alert tone="danger" role="alert">
          {errors.form}
        </Alert>
      ) : null}
      <Card aria-labelledby="rename">
        <h2 id="rename" className="text-xl">
          Your name
        </h2>
        {savedAmong("rename")}
        <RenameForm name={user.name} errors={errors} />
      </Card>
      <Card aria-labelledby="email">
        <h2 id="email" className="text-xl">
          Change your email
        </h2>
        <p className="mt-1 text-sm text-muted">
          We mail a link to the new address; it is yours when you follow it. We tell the old address too.
        </p>
        {savedAmong("email", "confirmed")}
        <EmailForm key={saved} errors={errors} />
      </Card>
      <Card aria-labelledby="password">
        <h2 id="password" className="text-xl">
          Change your password
        </h2>
        <p className="mt-1 text-sm text-muted">You will be signed out on your other devices.</p>
        {savedAmong("password")}
        <PasswordForm key={saved} email={user.email} errors={errors} />
      </Card>
      <Card aria-labelledby="passkeys">
        <h2 id="passkeys" className="text-xl">
          Passkeys
        </h2>
        <p className="mt-1 text-sm text-muted">
          Sign in with your finger, your face or the lock of your device. Your password keeps working, as a way back in.
        </p>
        {savedAmong("rename-passkey", "remove-passkey")}
        <Passkeys passkeys={passkeys} errors={errors} />
      </Card>
      <Card aria-labelledby="sign-ins">
        <h2 id="sign-ins" className="text-xl">
          Where you are signed in
        </h2>
        <p className="mt-1 text-sm text-muted">Signing a device out also ends an interview that is going on, on any device.</p>
        {savedAmong("end-session", "end-sessions")}
        <SignIns signIns={signIns} />
      </Card>
      <Card aria-labelledby="data">
        <h2 id="data" className="text-xl">
          Your data
        </h2>
        {savedAmong("retention")}
        <YourData retention={retention} errors={errors} />
      </Card>
      <Card aria-labelledby="delete">
        <h2 id="delete" className="text-xl">
          Delete your account
        </h2>
        <p className="mt-1 text-sm text-muted">
          Your interviews, transcripts and feedback go with it, at once and for good. An interview that is still going on ends.
        </p>
        <DeleteAccountForm errors={errors} />
      </Card>
    </div>
  );
}
