type Schema<Said> = { parse: (said: unknown) => Said };

/** Parses a JSON column. Null if it is empty, is not JSON, or comes from a version of this program that this one does not understand. */
export const stored = <Said>(schema: Schema<Said>, text: string | null | undefined): Said | null => {
  try {
    return schema.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
};
