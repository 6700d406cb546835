import * as z from "zod/mini";

/** How long a shared report may be read at most, and is where its owner does not say, in days. */
const shareDays = { most: 90, usual: 14 } as const;

/** Body of `POST /api/interviews/:id/share`. */
export const shareAsked = z.strictObject({
  days: z._default(z.int().check(z.gte(1), z.lte(shareDays.most)), shareDays.usual),
  withTranscript: z._default(z.boolean(), false),
});
export type ShareAsked = z.output<typeof shareAsked>;
