import { TextArea } from "../ui/field.tsx";
import { longTexts } from "./asked-fields.ts";
import type { SetupErrors, SetupValues } from "./form-values.ts";
import { ResumeField } from "./resume/resume-field.tsx";
import { TextRow } from "./text-row.tsx";

/** The long texts of the short start form: job description and résumé. */
export function TextRows({ values, errors }: { values: SetupValues; errors: SetupErrors }) {
  const rowOf = (name: keyof typeof longTexts) => {
    const { label, maxLength: limit } = longTexts[name];
    return { label, limit, given: values[name] ?? "", isFaulty: errors[name] !== undefined };
  };
  const fieldOf = (name: keyof typeof longTexts) => {
    const { label, hint, maxLength: limit } = longTexts[name];
    return { name, label, hint, limit, dir: "auto" as const, isNamed: true, defaultValue: values[name] ?? "", error: errors[name] };
  };
  return (
    <div className="divide-y divide-line rounded-xl border border-line-strong">
      <TextRow {...rowOf("jobDescription")} how="paste">
        <TextArea {...fieldOf("jobDescription")} />
      </TextRow>
      <ResumeField
        {...fieldOf("resume")}
        within={(field) => (
          <TextRow
            {...rowOf("resume")}
            how={
              <>
                paste<span className="noscript:hidden"> or drop</span>
              </>
            }
          >
            {field}
          </TextRow>
        )}
      />
    </div>
  );
}
