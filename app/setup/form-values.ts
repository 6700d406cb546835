import { type InterviewSetup, type SetupField, setupFields } from "../../contract/setup.ts";

/** The values of a form's fields. A list is its lines. */
export type SetupValues = { [name in SetupField]?: string | undefined };
export type SetupErrors = { [name in SetupField | "form"]?: string | undefined };

/** A set-up as form values, without fields that were not given. */
export const valuesOf = (setup: Partial<InterviewSetup>): SetupValues =>
  Object.fromEntries(
    Object.entries(setup)
      .filter(([name, said]) => setupFields.includes(name as SetupField) && said !== null)
      .map(([name, said]) => [name, Array.isArray(said) ? said.join("\n") : String(said)]),
  );

/** A submitted form in the types of the set-up. Empty texts, which a form sends for fields left alone, are left out. */
export const fieldsIn = (form: Record<string, string>): Record<string, unknown> => ({
  role: "",
  ...Object.fromEntries(
    Object.entries(form)
      .filter(([, value]) => value !== "")
      .map(([name, value]) => [name, typed(name, value)]),
  ),
});

const typed = (name: string, value: string): unknown => {
  switch (name) {
    case "minutes":
      return Number(value);
    case "focus":
    case "questions":
      return linesOf(value);
    default:
      return value;
  }
};

/** The lines of a list, without blank ones. */
const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== "");
