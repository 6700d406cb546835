import { resolve } from "node:path";
import { parseArgs, type ParseArgsOptionDescriptor } from "node:util";
import * as z from "zod";
import { SetupError } from "./product/settings.ts";

/** One with a `value` takes one: a placeholder, or the words to choose from. One without is on when it is named. `short` is a letter for it. */
type Option = { readonly short?: string; readonly value?: string; readonly initial?: string; readonly does: string };

type CommandLine = {
  /** As it is typed, with what follows: `npm run replay FILE`. */
  readonly call: string;
  readonly does: string;
  readonly options?: Readonly<Record<string, Option>>;
  /** Whether arguments without a name may follow. */
  readonly takesNames?: boolean;
};

type Values<Line extends CommandLine> = {
  readonly [Name in keyof Line["options"]]: Line["options"][Name] extends { initial: string }
    ? string
    : Line["options"][Name] extends { value: string }
      ? string | undefined
      : boolean;
};

/**
 * What a command was called with: the values of its options, and the arguments without a name. `--help` prints how it is called and ends the
 * process with 0. Throws a SetupError for anything else that the command does not know: ignoring `--dry-run` would deploy for real.
 */
export const readArguments = <const Line extends CommandLine>(
  line: Line,
  args: readonly string[] = process.argv.slice(2),
): { values: Values<Line>; names: readonly string[] } => {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usageOf(line));
    process.exit(0);
  }
  const options = Object.fromEntries(Object.entries(line.options ?? {}).map(([name, option]) => [name, configOf(option)]));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: line.takesNames ?? false });
    return { values: values as Values<Line>, names: positionals };
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message.replace(/\.( .*)?$/s, "") : String(error)}\n\n${usageOf(line)}`);
  }
};

const configOf = ({ short, value, initial }: Option): ParseArgsOptionDescriptor => ({
  ...(short !== undefined && { short }),
  ...(value === undefined ? { type: "boolean", default: false } : { type: "string", ...(initial !== undefined && { default: initial }) }),
});

/** As {@link readArguments}, with the options' values read by a schema. A SetupError names the option whose value it refuses. */
export const readOptions = <Schema extends z.ZodType>(line: CommandLine, schema: Schema, args?: readonly string[]): z.output<Schema> => {
  const { data, error } = schema.safeParse(readArguments(line, args).values);
  const [issue] = error?.issues ?? [];
  if (issue) throw new SetupError(`--${String(issue.path[0])}: ${issue.message}\n\n${usageOf(line)}`);
  return data as z.output<Schema>;
};

/** The value of an option that takes a whole number, `most` included. */
export const wholeNumber = (least: number, most = Infinity) => {
  const words = `must be a whole number ${most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`}`;
  return z.coerce.number(words).int(words).min(least, words).max(most, words);
};

/** The value of an option that takes one or more whole numbers, with commas between them. */
export const wholeNumbers = z
  .string()
  .transform((all): unknown[] => all.split(","))
  .pipe(z.array(wholeNumber(1)));

/** The path of a file as it was typed: npm runs a command in the project's folder, wherever it was called from. */
export const fileNamed = (name: string): string => resolve(process.env["INIT_CWD"] ?? "", name);

/** How a command is called, what it does, and its options, a line each. */
export const usageOf = ({ call, does, options = {} }: CommandLine): string => {
  const rows = Object.entries(options).map(([name, { short, value, initial, does: about }]) => [
    `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
    initial === undefined ? about : `${about} (default: ${initial})`,
  ]);
  const width = Math.max(0, ...rows.map(([left = ""]) => left.length));
  const lines = rows.map(([left = "", right = ""]) => `  ${left.padEnd(width)}  ${right}`);
  return [call, does, ...(lines.length > 0 ? ["", ...lines] : [])].join("\n");
};
