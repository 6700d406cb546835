import type { SetupErrors, SetupValues } from "../../setup/form-values.ts";
import { type Opened, type Preset, presetNames, presetWords } from "../../setup/presets.ts";
import { SetupForm } from "../../setup/setup-form.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";

export type SetupPageProps = Opened & {
  userId: string;
  preset: Preset | null;
  /** The interview that this set-up replaces. */
  instead: string | null;
  /** Whether there is an earlier interview whose set-up can be used. */
  hasLast: boolean;
  /** Whether a report found a weak point. */
  hasWeak: boolean;
  answer?: { errors: SetupErrors; values: SetupValues } | undefined;
};

export function SetupPage({ userId, preset, instead, hasLast, hasWeak, values, fixed, answer }: SetupPageProps) {
  const shown = answer ? { values: answer.values, fixed: Object.keys(answer.values), errors: answer.errors } : { values, fixed };
  return (
    <div className="space-y-6 sm:space-y-8">
      <PageHeading title={instead === null ? "Set up your interview" : "Change your interview"}>
        Only the role is needed: everything else has a usual choice. What you type is kept on this device.
      </PageHeading>
      {instead === null ? (
        <nav aria-label="Fill in for me">
          <ul className="flex flex-wrap gap-2">
            {presetNames
              .filter((name) => (hasLast || name !== "last") && (hasWeak || name !== "weak"))
              .map((name) => (
                <li key={name}>
                  <ButtonLink
                    to={`/interview/new?preset=${name}`}
                    variant="secondary"
                    preventScrollReset
                    aria-current={name === preset ? "true" : undefined}
                    className="aria-[current]:border-accent aria-[current]:bg-accent-soft"
                  >
                    {presetWords(name)}
                  </ButtonLink>
                </li>
              ))}
          </ul>
        </nav>
      ) : null}
      <SetupForm key={preset} userId={userId} instead={instead} {...shown} />
    </div>
  );
}
