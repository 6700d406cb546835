import type { Retention } from "../../../contract/account.ts";
import { ForgetAll } from "../../recording/forget-all.tsx";
import { Select } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { InlineLink, TextLink } from "../../ui/text-link.tsx";
import type { ProfileErrors } from "./profile-forms.tsx";

const words: Record<Retention, string> = {
  KEEP: "Until I delete them",
  DAYS_90: "90 days",
  DAYS_30: "30 days",
  AFTER_REPORT: "Words and report until a day after I read the report",
};

/** How long interviews are kept, and a download of all data. */
export function YourData({ retention, errors }: { retention: Retention; errors: ProfileErrors }) {
  const hidden = { intent: "retention" };
  return (
    <>
      <p className="mt-1 text-sm text-muted">
        <InlineLink to="/privacy">What is kept, where, and who sees it</InlineLink>
      </p>
      <PostForm hidden={hidden} errors={errors} isStaying className="mt-4 space-y-4">
        <Select label="Keep my interviews" name="retention" defaultValue={retention} error={errors.retention}>
          {Object.entries(words).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        <SubmitButton when={hidden} variant="secondary" pendingLabel="Saving…">
          Save how long
        </SubmitButton>
      </PostForm>
      <p className="mt-4">
        <TextLink to="/api/profile/export" reloadDocument download>
          Download everything as one file
        </TextLink>
      </p>
      <ForgetAll />
    </>
  );
}
