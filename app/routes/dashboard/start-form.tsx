import { useRef } from "react";
import { longest } from "../../../contract/setup.ts";
import { Card } from "../../ui/card.tsx";
import { useDraft } from "../../ui/draft.ts";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { type AskedField, askedFields, type SetupErrors, type SetupValues } from "./asked-fields.ts";

const when = { intent: "start" };
const none = {};

type StartFormProps = { userId: string; errors?: SetupErrors | undefined; values?: SetupValues | undefined };

export function StartForm({ userId, errors = none, values = none }: StartFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useDraft(form, userId);
  const hasMore = askedFields.some(({ name }) => errors[name] || values[name]);
  return (
    <Card aria-labelledby="start" className="border-t-4 border-t-accent">
      <h2 id="start" className="text-xl">
        What are you interviewing for?
      </h2>
      <PostForm formRef={form} errors={errors} formError={errors.form} hidden={when} className="mt-4 space-y-4">
        <Field
          label="Role"
          name="role"
          type="text"
          required
          maxLength={longest.role}
          autoComplete="organization-title"
          hint="For example: senior nurse"
          dir="auto"
          defaultValue={values.role ?? ""}
          error={errors.role}
        />
        <details open={hasMore} className="group">
          <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg font-semibold text-accent-ink">
            <span aria-hidden="true" className="inline-block transition-transform group-open:rotate-90">
              ›
            </span>
            Add the job description, your résumé or the language
          </summary>
          <div className="mt-3 grid gap-5 sm:grid-cols-2">
            {askedFields.map((asked) => (
              <Optional key={asked.name} asked={asked} value={values[asked.name] ?? ""} error={errors[asked.name]} />
            ))}
          </div>
        </details>
        <SubmitButton when={when} pendingLabel="Starting…" className="w-full xs:w-auto">
          Start Interview
        </SubmitButton>
      </PostForm>
    </Card>
  );
}

function Optional({ asked, value, error }: { asked: AskedField; value: string; error: string | undefined }) {
  const { name, label, hint } = asked;
  const shared = { name, label, hint, error, isOptional: true, defaultValue: value };
  switch (asked.as) {
    case "line":
      return <Field {...shared} type="text" dir="auto" maxLength={asked.maxLength} autoComplete="off" />;
    case "prose":
      return <TextArea {...shared} dir="auto" limit={asked.maxLength} />;
    case "choice":
      return (
        <Select {...shared}>
          <option value="">{asked.unsaid}</option>
          {Object.entries(asked.choices).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      );
  }
}
