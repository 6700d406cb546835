const levels = ["debug", "log", "info", "warn", "error"] as const;

/** A logged value as text: of an error the stack, with its causes. */
export const textOf = (value: unknown): string =>
  value instanceof Error
    ? `${value.stack} ${textOf(value.cause)}`
    : typeof value === "string"
      ? value
      : (JSON.stringify(value) ?? String(value));

/** Passes every line that this runtime logs from now on to `hears`, errors with their causes. The console still gets it. */
export const tapConsole = (hears: (line: string) => void): void => {
  for (const level of levels) {
    const print = console[level].bind(console);
    console[level] = (...args: unknown[]) => {
      hears(args.map(textOf).join(" "));
      print(...args);
    };
  }
};
