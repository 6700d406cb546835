import * as z from "zod";

/** Body of the Worker's `POST /mail`: one letter of plain text. A line break in the subject would be a header more. */
export const letter = z.strictObject({
  to: z.email({ pattern: z.regexes.html5Email }).max(254),
  subject: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\r\n]*$/),
  text: z.string().min(1).max(10_000),
});
export type Letter = z.output<typeof letter>;
