type Fact = string | number | boolean | null;

/** One JSON line an event: ids, codes and reasons only, never what a person wrote or said, nor a secret. */
export const log = (event: string, facts: Record<string, Fact> = {}): void =>
  console.log(JSON.stringify({ at: new Date().toISOString(), part: "app", event, ...facts }));

/** An error as facts. The message of a bug may quote its input, so only the first line is kept, and that cut short. */
export const errorFacts = (error: unknown): Record<string, Fact> =>
  error instanceof Error ? { error: error.name, message: (error.message.split("\n")[0] ?? "").slice(0, 200) } : { error: typeof error };
