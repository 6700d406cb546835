type Schema<Said> = { parse: (said: unknown) => Said };

/** What a column of JSON says; null where it is empty, no JSON, or of another version of this program that this one does not understand. */
export const stored = <Said>(schema: Schema<Said>, text: string | null | undefined): Said | null => {
  try {
    return schema.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
};
