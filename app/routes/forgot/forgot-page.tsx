import { Alert } from "../../ui/alert.tsx";
import { Announcement } from "../../ui/announcement.tsx";
import { EmailField } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SignCard } from "../../ui/sign-card.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { TextLink } from "../../ui/text-link.tsx";

type ForgotPageProps = {
  /** Whether a letter was just requested. */
  isAsked: boolean;
  isMailInLog: boolean;
  email: string;
  error: string | null;
};

const asked = "If an account has that email, a letter with a link is on its way. The link works once, for 30 minutes.";

export function ForgotPage({ isAsked, isMailInLog, email, error }: ForgotPageProps) {
  const isSaid = isAsked && error === null;
  return (
    <SignCard
      title="Forgot your password?"
      lead="Tell us your email, and we mail you a link to choose a new one."
      below={<TextLink to="/login">Back to sign in</TextLink>}
    >
      <Announcement>{isSaid ? asked : ""}</Announcement>
      {isSaid ? (
        <Alert tone="good">
          {asked} Nothing there? Look among the unwanted mail, then ask again.
          {isMailInLog ? (
            <p className="mt-2">No MAIL_FROM is set on this machine: the letter stands in the Worker’s log, worker.log.</p>
          ) : null}
        </Alert>
      ) : null}
      <PostForm errors={error === null ? {} : { email: error }} className={isSaid ? "mt-5 space-y-5" : "space-y-5"}>
        <EmailField label="Email" autoComplete="username" defaultValue={email} error={error ?? undefined} />
        <SubmitButton pendingLabel="Asking…" className="w-full">
          Mail me a link
        </SubmitButton>
      </PostForm>
    </SignCard>
  );
}
