import * as z from "zod";
import { refusal } from "./refusal.server.ts";

/** Throws if a text is not UTF-8, which JSON must be, in place of inserting replacement characters. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Parses a JSON body with the schema; no body counts as an empty object. Throws a 400 that names the first error. */
export const readJson = async <Schema extends z.core.$ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> => {
  const bytes = await request.arrayBuffer().catch(() => null);
  return accepted(schema, parsed(bytes));
};

const parsed = (bytes: ArrayBuffer | null): unknown => {
  if (bytes?.byteLength === 0) return {};
  try {
    return JSON.parse(utf8.decode(bytes ?? undefined));
  } catch {
    throw refusal("BAD_REQUEST", "The body is not JSON");
  }
};

/** Parses the query string with the schema. Throws a 400. */
export const readQuery = <Schema extends z.core.$ZodType>(request: Request, schema: Schema): z.output<Schema> =>
  accepted(schema, Object.fromEntries(new URL(request.url).searchParams));

/** The most characters of an error message that a refusal repeats, because it may quote the input. */
const longestWords = 200;

const accepted = <Schema extends z.core.$ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const words = issue && [issue.path.join("."), issue.message].filter(Boolean).join(": ");
  throw refusal("BAD_REQUEST", words && (words.length > longestWords ? `${words.slice(0, longestWords)}…` : words));
};

type Submitted = Pick<Request, "formData" | "headers"> & { clone: () => Pick<Request, "arrayBuffer"> };

/** A form's text fields; none if the body is not a form or not UTF-8. */
export const readForm = async (request: Submitted): Promise<Record<string, string>> => {
  const bytes = await request.clone().arrayBuffer();
  const isPercentEncoded = !request.headers.get("Content-Type")?.startsWith("multipart/");
  return isUtf8(bytes, isPercentEncoded) ? textFields(await request.formData().catch(() => new FormData())) : {};
};

/** Whether a form's body is UTF-8, also after percent-decoding. The platform would replace other bytes with U+FFFD. */
const isUtf8 = (bytes: ArrayBuffer, isPercentEncoded: boolean): boolean => {
  try {
    const text = utf8.decode(bytes);
    if (isPercentEncoded) for (const [encoded] of text.matchAll(/(?:%[\da-f]{2})+/gi)) decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
};

/** The text fields of a form that has been read already. */
export const textFields = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === "string"));

/** The most characters of a field that are shown again. No public form has a field that takes more. */
const longestShown = 500;

/** The value that a refused form shows again. */
export const shownAgain = (field = ""): string => field.slice(0, longestShown);

/** The first error of each field of a form. For a list it says which entry. */
export const fieldErrors = <Field extends string>(error: z.core.$ZodError, fields: readonly Field[]): Partial<Record<Field, string>> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const issue = error.issues.find((it) => it.path[0] === field);
      if (!issue) return [];
      const [, at] = issue.path;
      return [[field, typeof at === "number" ? `Number ${at + 1}: ${issue.message}` : issue.message]];
    }),
  ) as Partial<Record<Field, string>>;
