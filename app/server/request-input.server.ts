import * as z from "zod";
import { refusal } from "./refusal.server.ts";

/** Throws where a text is no UTF-8, as all JSON is: nothing else is put in its place. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A JSON body as what the schema makes of it; throws a 400 that names the first thing wrong. */
export const readJson = async <Schema extends z.core.$ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> => {
  const bytes = await request.arrayBuffer().catch(() => null);
  return accepted(schema, parsed(bytes));
};

const parsed = (bytes: ArrayBuffer | null): unknown => {
  try {
    return JSON.parse(utf8.decode(bytes ?? undefined));
  } catch {
    throw refusal("BAD_REQUEST", "The body is not JSON");
  }
};

/** The query string as what the schema makes of it; throws a 400. */
export const readQuery = <Schema extends z.core.$ZodType>(request: Request, schema: Schema): z.output<Schema> =>
  accepted(schema, Object.fromEntries(new URL(request.url).searchParams));

/** Most characters of what was sent that a refusal repeats when it names what is wrong. */
const longestWords = 200;

const accepted = <Schema extends z.core.$ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const words = issue && [issue.path.join("."), issue.message].filter(Boolean).join(": ");
  throw refusal("BAD_REQUEST", words && (words.length > longestWords ? `${words.slice(0, longestWords)}…` : words));
};

type Submitted = Pick<Request, "formData" | "headers"> & { clone: () => Pick<Request, "arrayBuffer"> };

/** A form's text fields; those of a body that is no form, or no UTF-8, are none. */
export const readForm = async (request: Submitted): Promise<Record<string, string>> => {
  const bytes = await request.clone().arrayBuffer();
  const isPercentEncoded = !request.headers.get("Content-Type")?.startsWith("multipart/");
  return isUtf8(bytes, isPercentEncoded) ? textFields(await request.formData().catch(() => new FormData())) : {};
};

/** Whether a form's body is UTF-8 as it was sent, and where it is percent-encoded: the platform puts a sign of its own for what is none. */
const isUtf8 = (bytes: ArrayBuffer, isPercentEncoded: boolean): boolean => {
  try {
    const text = utf8.decode(bytes);
    if (isPercentEncoded) for (const [encoded] of text.matchAll(/(?:%[\da-f]{2})+/gi)) decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
};

/** The text fields of a form that was read already. */
export const textFields = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === "string"));

/** Most characters of a field that are shown again: no field of a stranger's form takes more. */
const longestShown = 500;

/** What a refused form shows again of what was written into a field. */
export const shownAgain = (field = ""): string => field.slice(0, longestShown);

/** What is wrong with each field of a form, the first thing of each; of a list of texts it says which one. */
export const fieldErrors = <Field extends string>(error: z.core.$ZodError, fields: readonly Field[]): Partial<Record<Field, string>> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const issue = error.issues.find((it) => it.path[0] === field);
      if (!issue) return [];
      const [, at] = issue.path;
      return [[field, typeof at === "number" ? `Number ${at + 1}: ${issue.message}` : issue.message]];
    }),
  ) as Partial<Record<Field, string>>;
