import { Field, LineList, Segments, Select, TextArea } from "../ui/field.tsx";
import { VoiceField } from "./voice-field.tsx";
import { ResumeField } from "./resume/resume-field.tsx";
import type { AskedField } from "./asked-fields.ts";

const whole = "sm:col-span-2";

/** The form control for one field of the set-up page. */
export function AskedFieldInput({ asked, value, error }: { asked: AskedField; value: string | undefined; error: string | undefined }) {
  const { name, label, hint } = asked;
  const shared = { name, label, hint, error };
  const typed = { ...shared, isOptional: true, dir: "auto" as const, defaultValue: value ?? "" };
  switch (asked.as) {
    case "line":
      return <Field {...typed} type="text" maxLength={asked.maxLength} autoComplete="off" />;
    case "prose":
      return (
        <div className={whole}>
          <TextArea {...typed} limit={asked.maxLength} />
        </div>
      );
    case "resume":
      return (
        <div className={whole}>
          <ResumeField {...typed} limit={asked.maxLength} />
        </div>
      );
    case "list":
      return <LineList {...typed} limit={asked.maxLines} />;
    case "segments":
      return (
        <div className={whole}>
          <Segments {...shared} choices={choicesOf(asked)} value={value ?? standardOf(asked)} />
        </div>
      );
    case "choice":
      return (
        <Select {...shared} defaultValue={value ?? standardOf(asked)}>
          {optionsOf(asked)}
        </Select>
      );
    case "voice":
      return (
        <VoiceField {...shared} defaultValue={value ?? standardOf(asked)}>
          {optionsOf(asked)}
        </VoiceField>
      );
  }
}

const optionsOf = (asked: Chosen) =>
  choicesOf(asked).map(([value, words]) => (
    <option key={value} value={value}>
      {words}
    </option>
  ));

type Chosen = Extract<AskedField, { choices: object }>;

const standardOf = (asked: Chosen): string => ("usual" in asked ? asked.usual : "");
const choicesOf = (asked: Chosen): [value: string, words: string][] => [
  ...("unsaid" in asked ? [["", asked.unsaid] as [string, string]] : []),
  ...Object.entries(asked.choices),
];
