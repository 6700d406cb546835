import { useRef } from "react";
import { longest } from "../../contract/setup.ts";
import { ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { useDraft } from "../ui/draft.ts";
import { Field, Segments } from "../ui/field.tsx";
import { PostForm } from "../ui/post-form.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { AskedFieldInput } from "./asked-field.tsx";
import { groups } from "./asked-fields.ts";
import type { SetupErrors, SetupValues } from "./form-values.ts";

const when = { intent: "start" };
const none = {};

type SetupFormProps = {
  userId: string;
  /** The interview that this one replaces. */
  instead: string | null;
  values: SetupValues;
  /** Fields that keep the page's value even if a draft has another. */
  fixed: string[];
  errors?: SetupErrors | undefined;
};

/** Everything that an interview can be set up with. Only the role is required. */
export function SetupForm({ userId, instead, values, fixed, errors = none }: SetupFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useDraft(form, userId, fixed);
  return (
    <PostForm
      formRef={form}
      errors={errors}
      formError={errors.form}
      hidden={instead === null ? when : { ...when, instead }}
      className="space-y-6"
    >
      <Card className="border-t-4 border-t-accent">
        <RoleField value={values.role} error={errors.role} />
      </Card>
      {groups.map(({ title, fields }) => (
        <Card key={title} aria-label={title}>
          <h2 className="text-xl">{title}</h2>
          <div className="mt-4 grid grid-cols-1 gap-6 sm:grid-cols-2">
            {fields.map((asked) => (
              <AskedFieldInput key={asked.name} asked={asked} value={values[asked.name]} error={errors[asked.name]} />
            ))}
          </div>
        </Card>
      ))}
      <div className="sticky bottom-0 -mx-2 flex flex-wrap items-center gap-3 rounded-t-2xl bg-paper px-2 py-3">
        <SubmitButton when={when} pendingLabel="Starting…" className="w-full xs:w-auto">
          Start Interview
        </SubmitButton>
        <ButtonLink to={instead === null ? "/dashboard" : `/interview/${instead}/session`} variant="ghost" className="max-xs:hidden">
          Not now
        </ButtonLink>
      </div>
    </PostForm>
  );
}

export function RoleField({ value, error }: { value: string | undefined; error: string | undefined }) {
  return (
    <Field
      label="Role"
      name="role"
      type="text"
      required
      maxLength={longest.role}
      autoComplete="organization-title"
      hint="For example: senior nurse"
      dir="auto"
      defaultValue={value ?? ""}
      error={error}
    />
  );
}

/** The lengths of the short start form, in one line. An hour is offered only in the full set-up. */
export function LengthField({ value, error }: { value: string | undefined; error: string | undefined }) {
  return <Segments label="Length" name="minutes" choices={lengths} value={value ?? usualLength} error={error} />;
}

const usualLength = "20";
const lengths = ["10", usualLength, "30", "45"].map((minutes): [string, string] => [minutes, `${minutes} min`]);
