import { Alert } from "../../ui/alert.tsx";
import { Moment } from "../../ui/moment.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { InlineLink } from "../../ui/text-link.tsx";

/** Shown in place of a report that was read and is no longer kept. */
export function WordsDeleted({ role, at }: { role: string; at: string }) {
  return (
    <div className="mx-auto max-w-2xl space-y-6">
      <PageHeading title={role} />
      <Alert title="The words and the report of this interview are deleted">
        They went on <Moment iso={at} />, a day after you had read the report. <InlineLink to="/profile">Your profile</InlineLink> says how
        long they are kept.
      </Alert>
    </div>
  );
}
