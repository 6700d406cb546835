import { EmailField, NameField, PasswordField } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { ProofFields, type Task } from "../../ui/proof-fields.tsx";
import { SignCard } from "../../ui/sign-card.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { TextLink } from "../../ui/text-link.tsx";

type SignupPageProps = {
  values: { name: string; email: string };
  errors: { name?: string | undefined; email?: string | undefined; password?: string | undefined; form?: string | undefined };
  redirectTo: string;
  /** The proof of work to be done before the form is sent; null if none is asked for. */
  task: Task | null;
};

export function SignupPage({ values, errors, redirectTo, task }: SignupPageProps) {
  return (
    <SignCard
      title="Create your account"
      lead="Then you can start your first interview right away."
      below={
        <>
          Been here before? <TextLink to={`/login?redirectTo=${encodeURIComponent(redirectTo)}`}>Sign in instead</TextLink>
        </>
      }
    >
      <PostForm errors={errors} formError={errors.form} hidden={{ redirectTo }} className="space-y-5">
        <NameField defaultValue={values.name} error={errors.name} />
        <EmailField label="Email" autoComplete="email" maxLength={254} defaultValue={values.email} error={errors.email} />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          required
          maxLength={128}
          hint="At least 8 characters. A short sentence is easier to remember and harder to guess."
          error={errors.password}
        />
        <ProofFields task={task} />
        <SubmitButton pendingLabel="Creating account…" className="w-full">
          Create account
        </SubmitButton>
      </PostForm>
    </SignCard>
  );
}
