import { type InterviewSetup, type SetupField, setupFields } from "../../contract/setup.ts";

/** What a form's fields hold: a list as its lines. */
export type SetupValues = { [name in SetupField]?: string | undefined };
export type SetupErrors = { [name in SetupField | "form"]?: string | undefined };

/** A set-up as a form shows it; what was not said is left out. */
export const valuesOf = (setup: Partial<InterviewSetup>): SetupValues =>
  Object.fromEntries(
    Object.entries(setup)
      .filter(([name, said]) => setupFields.includes(name as SetupField) && said !== null)
      .map(([name, said]) => [name, Array.isArray(said) ? said.join("\n") : String(said)]),
  );

/** What a form sent, in the set-up's own types. Where nothing was chosen or typed it sends an empty text. */
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

/** The texts of a list that is typed one a line. */
const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== "");
