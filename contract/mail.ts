import * as z from "zod/mini";

/** Body of the Worker's `POST /mail`: one letter of plain text. A line break in the subject would be a header more. */
export const letter = z.strictObject({
  to: z.email({ pattern: z.regexes.html5Email }).check(z.maxLength(254)),
  subject: z.string().check(z.minLength(1), z.maxLength(200), z.regex(/^[^\r\n]*$/)),
  text: z.string().check(z.minLength(1), z.maxLength(10_000)),
});
export type Letter = z.output<typeof letter>;
