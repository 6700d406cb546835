import * as z from "zod/mini";
import { line, longest, options } from "./setup.ts";
import { isSeen } from "./text.ts";

const hasWords = /[\p{L}\p{N}]/u;
const role = z.pipe(
  z.pipe(line(longest.role), z.string().check(z.refine(isSeen, "Enter the role you are interviewing for"))),
  z.string().check(z.refine((text) => hasWords.test(text), "Name the role in words, for example: senior nurse")),
);
/** A set-up and nothing else: unknown fields are refused. */
export const newSetup = z.strictObject({ role, ...options });

/** A set-up among other fields, as in a form. */
export const setupWithin = z.object({ role, ...options });
