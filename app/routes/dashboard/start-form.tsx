import { useRef } from "react";
import { LengthField, RoleField } from "../../setup/setup-form.tsx";
import type { SetupErrors, SetupValues } from "../../setup/form-values.ts";
import { TextRows } from "../../setup/text-rows.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { useDraft } from "../../ui/draft.ts";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { TextLink } from "../../ui/text-link.tsx";

const when = { intent: "start" };
const none = {};

/** The previous interview, and in words what of its set-up belongs to the person. */
export type Before = { id: string; words: string[] };

type StartFormProps = {
  userId: string;
  /** Interviews whose set-up may be used again. */
  again: { id: string; role: string; company: string | null }[];
  before: Before | null;
  errors?: SetupErrors | undefined;
  values?: SetupValues | undefined;
};

/** The short form: a role, a length, and defaults for everything else. */
export function StartForm({ userId, again, before, errors = none, values = none }: StartFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useDraft(form, userId, Object.keys(values));
  return (
    <Card aria-labelledby="start" className="border-t-4 border-t-accent">
      <h2 id="start" className="text-xl">
        What are you interviewing for?
      </h2>
      <PostForm formRef={form} errors={errors} formError={errors.form} hidden={when} className="mt-4 space-y-4">
        <RoleField value={values.role} error={errors.role} />
        {again.length === 0 ? null : (
          <ul aria-label="Set up as before" className="flex flex-wrap gap-2">
            {again.map(({ id, role, company }) => (
              <li key={id} className="max-w-full max-sm:nth-3:hidden">
                <ButtonLink to={`/interview/new?from=${id}`} variant="secondary" className="max-w-full text-sm">
                  <span className="flex min-w-0">
                    <span className="whitespace-pre">Again: </span>
                    {/* Truncated at the end of its direction, which the role decides: dir=auto ignores text in a bdi. */}
                    <span dir="auto" className="truncate">
                      {role}
                      {company === null ? null : (
                        <>
                          {" · "}
                          <bdi>{company}</bdi>
                        </>
                      )}
                    </span>
                  </span>
                </ButtonLink>
              </li>
            ))}
          </ul>
        )}
        <LengthField value={values.minutes} error={errors.minutes} />
        <TextRows values={values} errors={errors} />
        {before && before.words.length > 0 ? (
          <label className="flex min-h-11 items-center gap-2 text-sm">
            <input type="checkbox" name="like" value={before.id} defaultChecked className="size-4 shrink-0 accent-accent" />
            As last time: {before.words.join(", ")}
          </label>
        ) : null}
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="text-sm text-muted">Language, interviewer, your own questions: all optional.</span>
          <TextLink to="/interview/new">Set it up first</TextLink>
        </p>
        <div className="in-reach">
          <SubmitButton when={when} pendingLabel="Starting…" className="w-full xs:w-auto">
            Start Interview
          </SubmitButton>
        </div>
      </PostForm>
    </Card>
  );
}
