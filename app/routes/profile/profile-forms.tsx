import { forgetRecordings } from "../../recording/kept.client.ts";
import { useForgetWhenGone } from "../../recording/use-forget-when-gone.ts";
import { ConfirmSubmit } from "../../ui/confirm-submit.tsx";
import { EmailField, NameField, PasswordField } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton, useIsSubmitting } from "../../ui/submit-button.tsx";

/** By field; `emailPassword` belongs to the change of the e-mail address, `password` to the deletion, `passkey` to the one with that id. */
export type ProfileErrors = {
  [
    name in
      "name" | "email" | "emailPassword" | "currentPassword" | "newPassword" | "passkey" | "passkeyId" | "retention" | "password" | "form"
  ]?: string | undefined;
};

export function RenameForm({ name, errors }: { name: string; errors: ProfileErrors }) {
  const hidden = { intent: "rename" };
  return (
    <PostForm errors={errors} hidden={hidden} isStaying className="mt-4 space-y-4">
      <NameField defaultValue={name} error={errors.name} />
      <SubmitButton when={hidden} variant="secondary" pendingLabel="Saving…">
        Save name
      </SubmitButton>
    </PostForm>
  );
}

export function EmailForm({ errors }: { errors: ProfileErrors }) {
  const hidden = { intent: "email" };
  return (
    <PostForm hidden={hidden} errors={errors} isStaying className="mt-4 space-y-4">
      <EmailField label="New email" autoComplete="email" maxLength={254} error={errors.email} />
      <PasswordField
        label="Your password, to change the email"
        name="emailPassword"
        autoComplete="current-password"
        required
        maxLength={128}
        error={errors.emailPassword}
      />
      <SubmitButton when={hidden} variant="secondary" pendingLabel="Asking…">
        Change email
      </SubmitButton>
    </PostForm>
  );
}

export function PasswordForm({ email, errors }: { email: string; errors: ProfileErrors }) {
  const hidden = { intent: "password" };
  return (
    <PostForm hidden={hidden} errors={errors} isStaying className="mt-4 space-y-4">
      {/* Password managers store the new password under this name. */}
      <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
      <PasswordField
        label="Current password"
        name="currentPassword"
        autoComplete="current-password"
        required
        maxLength={128}
        error={errors.currentPassword}
      />
      <PasswordField
        label="New password"
        name="newPassword"
        autoComplete="new-password"
        required
        maxLength={128}
        hint="At least 8 characters."
        error={errors.newPassword}
      />
      <SubmitButton when={hidden} variant="secondary" pendingLabel="Saving…">
        Change password
      </SubmitButton>
    </PostForm>
  );
}

export function DeleteAccountForm({ errors }: { errors: ProfileErrors }) {
  const hidden = { intent: "delete" };
  useForgetWhenGone(useIsSubmitting(hidden), forgetRecordings);
  return (
    <PostForm hidden={hidden} errors={errors} className="mt-4 space-y-4">
      <PasswordField
        label="Your password, to confirm"
        name="password"
        autoComplete="current-password"
        required
        maxLength={128}
        error={errors.password}
      />
      <ConfirmSubmit
        when={hidden}
        variant="danger"
        title="Delete your account for good?"
        body="Every interview, transcript and feedback of yours is deleted with it. This cannot be undone."
        confirmLabel="Delete everything"
        cancelLabel="Keep my account"
        pendingLabel="Deleting…"
      >
        Delete account
      </ConfirmSubmit>
    </PostForm>
  );
}
