import { BadLink } from "../../ui/bad-link.tsx";
import { PasswordField } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SignCard } from "../../ui/sign-card.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** `token` is null if the link is not valid. */
export function ResetPage({ token, error }: { token: string | null; error: string | null }) {
  if (token === null) return <BadLink again={{ to: "/forgot", words: "Ask for a new link" }} />;
  return (
    <SignCard
      title="Choose a new password"
      lead="Everybody who is signed in to your account is signed out by it, and an interview that is going on ends."
      below={<TextLink to="/login">Back to sign in</TextLink>}
    >
      <PostForm errors={error === null ? {} : { password: error }} hidden={{ token }} className="space-y-5">
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          required
          maxLength={128}
          hint="At least 8 characters. A short sentence is easier to remember and harder to guess."
          error={error ?? undefined}
        />
        <SubmitButton pendingLabel="Saving…" className="w-full">
          Save new password
        </SubmitButton>
      </PostForm>
    </SignCard>
  );
}
