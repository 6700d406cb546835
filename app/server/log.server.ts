type Fact = string | number | boolean | null;

/** Logs an event as one line of JSON. Facts are ids, codes and reasons only, never what a person wrote or said, nor secrets. */
export const log = (event: string, facts: Record<string, Fact> = {}): void =>
  console.log(JSON.stringify({ at: new Date().toISOString(), part: "app", event, ...facts }));

/** An error as facts. A message may quote its input, so only its first line is kept, up to 200 characters. */
export const errorFacts = (error: unknown): Record<string, Fact> =>
  error instanceof Error ? { error: error.name, message: (error.message.split("\n")[0] ?? "").slice(0, 200) } : { error: typeof error };
