import { SetupError } from "./settings.ts";

/** Of the three, double quotes alone give a backslash a meaning. */
const quotes = ["'", "`", '"'];

/** What a `.dev.vars` says to Wrangler: each value as it is. Throws SetupError for one that no quotes can hold. */
export const devVarsOf = (vars: Record<string, string>): string =>
  Object.entries(vars)
    .map(([name, value]) => {
      const quote = quotes.find((it) => !value.includes(it));
      if (quote === undefined) throw new SetupError(`${name}: must not hold all three of " ' \``);
      return `${name}=${quote}${value}${quote}\n`;
    })
    .join("");

/** The same for a file of `--env-file`, in which Wrangler would put other variables in the place of their names. */
export const envFileOf = (vars: Record<string, string>): string => devVarsOf(vars).replaceAll("$", "\\$");
