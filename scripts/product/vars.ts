import { SetupError } from "./settings.ts";

/** Double quotes come last: only in them does a backslash have a meaning. */
const quotes = ["'", "`", '"'];

/** The text of a `.dev.vars` from which Wrangler reads each value unchanged. Throws SetupError for a value that holds all three quotes. */
export const devVarsOf = (vars: Record<string, string>): string =>
  Object.entries(vars)
    .map(([name, value]) => {
      const quote = quotes.find((it) => !value.includes(it));
      if (quote === undefined) throw new SetupError(`${name}: must not hold all three of " ' \``);
      return `${name}=${quote}${value}${quote}\n`;
    })
    .join("");

/** The same for `--env-file`, where Wrangler would replace `$NAME` by another variable's value. */
export const envFileOf = (vars: Record<string, string>): string => devVarsOf(vars).replaceAll("$", "\\$");
