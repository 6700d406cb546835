import * as z from "zod";

/** How long a shared report may be read at most, and is where its owner does not say, in days. */
const shareDays = { most: 90, usual: 14 } as const;

/** Body of `POST /api/interviews/:id/share`. */
export const shareAsked = z.strictObject({
  days: z.int().min(1).max(shareDays.most).default(shareDays.usual),
  withTranscript: z.boolean().default(false),
});
export type ShareAsked = z.output<typeof shareAsked>;
