import { levels } from "../../../contract/vocabulary.ts";
import { levelWords } from "../../feedback/words.ts";
import { Card } from "../../ui/card.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";

type SetupField = "role" | "company" | "level" | "jobDescription" | "resume";
export type SetupValues = { [name in SetupField]?: string | null | undefined };
export type SetupErrors = { [name in SetupField | "form"]?: string | undefined };

const when = { intent: "start" };

export function StartForm({ errors = {}, values = {} }: { errors?: SetupErrors | undefined; values?: SetupValues | undefined }) {
  const hasMore = more.some((name) => errors[name] || values[name]);
  return (
    <Card aria-labelledby="start" className="border-t-4 border-t-accent">
      <h2 id="start" className="text-xl">
        What are you interviewing for?
      </h2>
      <PostForm errors={errors} formError={errors.form} hidden={when} className="mt-4 space-y-4">
        <div className="flex flex-wrap items-start gap-4">
          <div className="min-w-0 grow basis-64">
            <Field
              label="Role"
              name="role"
              required
              maxLength={120}
              autoComplete="organization-title"
              placeholder="Frontend Engineer"
              defaultValue={values.role ?? ""}
              error={errors.role}
            />
          </div>
          <SubmitButton when={when} pendingLabel="Starting…" className="w-full xs:mt-[1.95rem] xs:w-auto">
            Start Interview
          </SubmitButton>
        </div>
        <details open={hasMore} className="group">
          <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-lg font-semibold text-accent-ink">
            <span aria-hidden="true" className="inline-block transition-transform group-open:rotate-90">
              ›
            </span>
            Make the questions fit better
          </summary>
          <div className="mt-3 grid gap-5 sm:grid-cols-2">
            <Field
              label="Company"
              name="company"
              maxLength={120}
              autoComplete="off"
              isOptional
              defaultValue={values.company ?? ""}
              error={errors.company}
            />
            <Select label="Level" name="level" isOptional defaultValue={values.level ?? ""} error={errors.level}>
              <option value="">Not said</option>
              {levels.map((level) => (
                <option key={level} value={level}>
                  {levelWords[level]}
                </option>
              ))}
            </Select>
            <TextArea
              label="Job description"
              name="jobDescription"
              maxLength={20_000}
              isOptional
              hint="Paste it as it is."
              defaultValue={values.jobDescription ?? ""}
              error={errors.jobDescription}
            />
            <TextArea
              label="Résumé"
              name="resume"
              maxLength={20_000}
              isOptional
              hint="As plain text; only the interviewer reads it."
              defaultValue={values.resume ?? ""}
              error={errors.resume}
            />
          </div>
        </details>
      </PostForm>
    </Card>
  );
}

const more: SetupField[] = ["company", "level", "jobDescription", "resume"];
