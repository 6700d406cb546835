import * as z from "zod";
import { decodeCursor } from "./history.server.ts";

export const historyQuery = z.object({
  cursor: z
    .string()
    .optional()
    .transform((text, context) => {
      const cursor = text ? decodeCursor(text) : null;
      if (text && cursor === null) context.addIssue("not a cursor of this history");
      return cursor;
    }),
  limit: z
    .string()
    .regex(/^\d{1,3}$/)
    .default("20")
    .transform(Number)
    .pipe(z.number().min(1).max(100)),
});
