import { Alert } from "../../ui/alert.tsx";
import { Announcement } from "../../ui/announcement.tsx";
import { EmailField, PasswordField } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { ProofFields, type Task } from "../../ui/proof-fields.tsx";
import { SignCard } from "../../ui/sign-card.tsx";
import { PasskeyButton } from "./passkey-button.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { TextLink } from "../../ui/text-link.tsx";

export type LoginPageProps = {
  values: { email: string };
  errors: { email?: string | undefined; password?: string | undefined; form?: string | undefined };
  redirectTo: string;
  /** The proof of work to be done before the form is sent; null if none is asked for. */
  task: Task | null;
  /** Whether a new password was just saved. */
  isAfterReset: boolean;
};

const afterReset = "Your new password is saved. Sign in with it.";

export function LoginPage({ values, errors, redirectTo, isAfterReset, task }: LoginPageProps) {
  return (
    <SignCard
      title="Welcome back"
      lead="Sign in to start an interview or to read an earlier one."
      below={
        <>
          New to PrepPal? <TextLink to={`/signup?redirectTo=${encodeURIComponent(redirectTo)}`}>Create your account</TextLink>
        </>
      }
    >
      <Announcement>{isAfterReset ? afterReset : ""}</Announcement>
      {isAfterReset ? <Alert tone="good">{afterReset}</Alert> : null}
      <PostForm errors={errors} formError={errors.form} hidden={{ redirectTo }} className={isAfterReset ? "mt-5 space-y-5" : "space-y-5"}>
        <EmailField label="Email" autoComplete="username" defaultValue={values.email} error={errors.email} />
        <PasswordField label="Password" name="password" autoComplete="current-password" required error={errors.password} />
        <ProofFields task={task} />
        <SubmitButton pendingLabel="Signing in…" className="w-full">
          Sign in
        </SubmitButton>
      </PostForm>
      <PasskeyButton redirectTo={redirectTo} />
      <p className="mt-2 text-center">
        <TextLink to="/forgot">Forgot your password?</TextLink>
      </p>
    </SignCard>
  );
}
