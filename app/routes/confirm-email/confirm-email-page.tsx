import { Alert } from "../../ui/alert.tsx";
import { BadLink } from "../../ui/bad-link.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SignCard } from "../../ui/sign-card.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/**
 * `link` is null if it is not valid, or if `error` says why it cannot be used. It is used by pressing a button rather than by opening it,
 * because mail programs open links to scan them.
 */
export function ConfirmEmailPage({ link, error }: { link: { token: string; email: string } | null; error: string | null }) {
  if (link === null && error === null) return <BadLink again={{ to: "/profile", words: "Go to your profile" }} />;
  return (
    <SignCard
      title="Confirm your new email"
      lead="From then on you sign in with it, and our letters go there."
      below={<TextLink to="/profile">Go to your profile</TextLink>}
    >
      {link === null ? (
        <Alert tone="danger" role="alert">
          {error}
        </Alert>
      ) : (
        <PostForm hidden={{ token: link.token }} className="space-y-5">
          <p className="text-lg font-semibold wrap-anywhere">{link.email}</p>
          <SubmitButton pendingLabel="Confirming…" className="w-full">
            Use this email
          </SubmitButton>
        </PostForm>
      )}
    </SignCard>
  );
}
