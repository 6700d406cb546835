import { type ComponentProps, type ReactNode, useContext, useId, useState } from "react";
import { charactersIn, tooLong, tooMany } from "../../contract/text.ts";
import { AnswerContext } from "./answer.ts";
import { untilRunning, useRunning } from "./use-running.ts";

type Described = {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  /** Shows "optional" beside the label, outside the field's accessible name. */
  isOptional?: boolean | undefined;
  /** Something above the field names it already, so its label is for screen readers only. */
  isNamed?: boolean | undefined;
};

type FieldProps = Described & ComponentProps<"input">;

/** A labelled input. Hint and error are linked to it, so that screen readers read them with it. */
export function Field({ label, error, hint, isOptional, ...input }: FieldProps) {
  const fault = useFault(error);
  const ids = useIds(fault.words, hint);
  return (
    <Frame {...{ label, fault, hint, isOptional, ids }}>
      <input {...input} {...ids.attributes} className={control} />
    </Frame>
  );
}

/** An input for a person's own name. */
export function NameField(props: Pick<FieldProps, "defaultValue" | "error">) {
  return <Field {...props} label="Name" name="name" dir="auto" autoComplete="name" autoCapitalize="words" required maxLength={100} />;
}

/** An email input. `autoComplete` says whether the address is the user name of the person signing in. */
export function EmailField(props: Omit<FieldProps, "name" | "type"> & { autoComplete: "username" | "email" }) {
  return <Field {...props} name="email" type="email" inputMode="email" spellCheck={false} required />;
}

/** A password input whose characters can be shown. */
export function PasswordField({ label, error, hint, isOptional, ...input }: FieldProps) {
  const isRunning = useRunning();
  const [isShown, setShown] = useState(false);
  const fault = useFault(error);
  const ids = useIds(fault.words, hint);
  return (
    <Frame {...{ label, fault, hint, isOptional, ids }}>
      <div className="relative">
        {/* Shown, it is a text: no keyboard writes it large, puts it right, or sends it off to have its spelling checked. */}
        <input
          {...input}
          {...ids.attributes}
          type={isShown ? "text" : "password"}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          className={`${control} pr-20`}
        />
        <button
          type="button"
          aria-pressed={isShown}
          aria-controls={ids.input}
          onClick={() => setShown(!isShown)}
          className={`absolute inset-y-0 right-0 min-h-11 min-w-16 cursor-pointer rounded-xl px-3 text-sm font-semibold text-accent-ink hover:underline ${isRunning ? "" : untilRunning}`}
        >
          {isShown ? "Hide" : "Show"}
        </button>
      </div>
    </Frame>
  );
}

/** A long text. Beyond `limit` characters it says by how many: cutting a pasted text would silently lose its end. */
export function TextArea({
  label,
  error,
  hint,
  isOptional,
  isNamed,
  limit,
  ...input
}: Described & ComponentProps<"textarea"> & { limit: number }) {
  const [length, setLength] = useState(charactersIn(String(input.defaultValue ?? "")));
  const fault = useFault(error, length > limit ? tooLong(length, limit) : undefined);
  const ids = useIds(fault.words, hint);
  return (
    <Frame {...{ label, fault, hint, isOptional, isNamed, ids }}>
      <textarea
        rows={5}
        {...input}
        {...ids.attributes}
        onInput={(event) => setLength(charactersIn(event.currentTarget.value))}
        className={`${control} py-2.5`}
      />
      {length > limit * 0.8 && length <= limit ? (
        <p className="mt-1 text-sm text-muted tabular-nums">
          {count(length)} of {count(limit)} characters
        </p>
      ) : null}
    </Frame>
  );
}

/** A list of texts, one per line. Beyond `limit` lines it says by how many; everything typed stays. */
export function LineList({ label, error, hint, isOptional, limit, ...input }: Described & ComponentProps<"textarea"> & { limit: number }) {
  const [lines, setLines] = useState(linesIn(String(input.defaultValue ?? "")));
  const fault = useFault(error, lines > limit ? tooMany(lines, limit) : undefined);
  const ids = useIds(fault.words, hint);
  return (
    <Frame {...{ label, fault, hint, isOptional, ids }}>
      <textarea
        rows={4}
        {...input}
        {...ids.attributes}
        onInput={(event) => setLines(linesIn(event.currentTarget.value))}
        className={`${control} py-2.5`}
      />
    </Frame>
  );
}

const linesIn = (text: string) => text.split("\n").filter((line) => line.trim() !== "").length;
const count = (characters: number) => characters.toLocaleString("en");

type SegmentsProps = Omit<Described, "isOptional"> & { name: string; choices: [value: string, words: string][]; value: string };

/** A choice of few options, all visible, with one press each. */
export function Segments({ label, error, hint, name, choices, value }: SegmentsProps) {
  const fault = useFault(error);
  const ids = useIds(fault.words, hint);
  const legend = `${ids.input}-legend`;
  return (
    <fieldset {...ids.attributes} role="radiogroup" aria-labelledby={legend} tabIndex={-1} onInput={fault.mend} className="min-w-0">
      <legend id={legend} className="font-semibold">
        {label}
      </legend>
      <Hint ids={ids}>{hint}</Hint>
      <div className="mt-1.5 flex flex-wrap gap-2">
        {choices.map(([choice, words]) => (
          <label
            key={choice}
            className={
              "inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-full border border-line-strong bg-surface px-[min(1rem,5vw)] " +
              "hover:border-accent has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink " +
              "has-focus-visible:outline-3 has-focus-visible:outline-offset-3 has-focus-visible:outline-accent"
            }
          >
            <input type="radio" name={name} value={choice} defaultChecked={choice === value} className="size-4 accent-accent" />
            {words}
          </label>
        ))}
      </div>
      <Fault ids={ids}>{fault.words}</Fault>
    </fieldset>
  );
}

export function Select({ label, error, hint, isOptional, ...input }: Described & ComponentProps<"select">) {
  const fault = useFault(error);
  const ids = useIds(fault.words, hint);
  return (
    <Frame {...{ label, fault, hint, isOptional, ids }}>
      <select {...input} {...ids.attributes} className={control} />
    </Frame>
  );
}

const control =
  "block min-h-11 w-full rounded-xl border border-line-strong bg-surface px-3.5 text-base text-ink placeholder:text-muted " +
  "aria-invalid:border-2 aria-invalid:border-danger";

type Faulty = { words: string | undefined; mend: () => void };

/** The error of a field: what the page itself sees, or what the server said, until the value changes. The next answer may repeat it. */
const useFault = (error: string | undefined, seen?: string): Faulty => {
  const answer = useContext(AnswerContext);
  const [mended, setMended] = useState<object | null>(null);
  return { words: seen ?? (mended === answer ? undefined : error), mend: () => setMended(answer) };
};

const useIds = (error: string | undefined, hint: ReactNode) => {
  const input = useId();
  const described = [hint ? `${input}-hint` : "", error ? `${input}-error` : ""].filter(Boolean).join(" ");
  return {
    input,
    attributes: {
      id: input,
      ...(described ? { "aria-describedby": described } : {}),
      ...(error ? { "aria-invalid": true } : {}),
    },
  };
};

function Frame({
  label,
  fault,
  hint,
  isOptional,
  isNamed = false,
  ids,
  children,
}: Omit<Described, "error"> & { fault: Faulty; ids: { input: string }; children: ReactNode }) {
  return (
    <div onInput={fault.mend}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <label htmlFor={ids.input} className={isNamed ? "sr-only" : "font-semibold"}>
          {label}
        </label>
        {isOptional ? <span className="text-sm text-muted">optional</span> : null}
      </div>
      <Hint ids={ids}>{hint}</Hint>
      <div className="mt-1.5">{children}</div>
      <Fault ids={ids}>{fault.words}</Fault>
    </div>
  );
}

function Hint({ ids, children }: { ids: { input: string }; children: ReactNode }) {
  return children ? (
    <p id={`${ids.input}-hint`} className="text-sm text-muted">
      {children}
    </p>
  ) : null;
}

function Fault({ ids, children }: { ids: { input: string }; children: string | undefined }) {
  return children ? (
    <p id={`${ids.input}-error`} className="mt-1.5 text-sm font-semibold text-danger-ink">
      {children}
    </p>
  ) : null;
}
