import * as z from "zod";
import { decodeCursor } from "./history.server.ts";

/** An empty one is as good as none. */
const said = (text: unknown) => (text === "" ? undefined : text);

export const historyQuery = z.object({
  cursor: z.preprocess(
    said,
    z
      .string()
      .optional()
      .transform((text, context) => {
        const cursor = text === undefined ? null : decodeCursor(text);
        if (text !== undefined && cursor === null) context.addIssue("not a cursor of this history");
        return cursor;
      }),
  ),
  limit: z.preprocess(
    said,
    z
      .string()
      .regex(/^\d{1,3}$/)
      .default("20")
      .transform(Number)
      .pipe(z.number().min(1).max(100)),
  ),
});
