import { type ComponentProps, type ReactNode, useId, useState } from "react";

type Described = {
  label: string;
  error?: string | undefined;
  hint?: ReactNode;
  /** Says “optional” beside the label, outside the field's name. */
  isOptional?: boolean | undefined;
};

type FieldProps = Described & ComponentProps<"input">;

/** A labelled input; its hint and error are tied to it, so both are read out with it. */
export function Field({ label, error, hint, isOptional, ...input }: FieldProps) {
  const ids = useIds(error, hint);
  return (
    <Frame {...{ label, error, hint, isOptional, ids }}>
      <input {...input} {...ids.attributes} className={control} />
    </Frame>
  );
}

/** A password input whose characters can be looked at. */
export function PasswordField({ label, error, hint, isOptional, ...input }: FieldProps) {
  const [isShown, setShown] = useState(false);
  const ids = useIds(error, hint);
  return (
    <Frame {...{ label, error, hint, isOptional, ids }}>
      <div className="relative">
        <input {...input} {...ids.attributes} type={isShown ? "text" : "password"} className={`${control} pr-20`} />
        <button
          type="button"
          aria-pressed={isShown}
          aria-controls={ids.input}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-0 right-0 min-h-11 min-w-16 cursor-pointer rounded-xl px-3 text-sm font-semibold text-accent-ink hover:underline"
        >
          {isShown ? "Hide" : "Show"}
        </button>
      </div>
    </Frame>
  );
}

/** A long text. Over `limit` characters it says so and by how much: cutting what somebody pastes would lose its end in silence. */
export function TextArea({ label, error, hint, isOptional, limit, ...input }: Described & ComponentProps<"textarea"> & { limit: number }) {
  const [length, setLength] = useState(String(input.defaultValue ?? "").length);
  const said = length > limit ? `${count(length)} characters: shorten it by ${count(length - limit)}` : error;
  const ids = useIds(said, hint);
  return (
    <Frame {...{ label, error: said, hint, isOptional, ids }}>
      <textarea
        rows={5}
        {...input}
        {...ids.attributes}
        onInput={(event) => setLength(event.currentTarget.value.length)}
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

const count = (characters: number) => characters.toLocaleString("en");

export function Select({ label, error, hint, isOptional, ...input }: Described & ComponentProps<"select">) {
  const ids = useIds(error, hint);
  return (
    <Frame {...{ label, error, hint, isOptional, ids }}>
      <select {...input} {...ids.attributes} className={control} />
    </Frame>
  );
}

const control =
  "block min-h-11 w-full rounded-xl border border-line-strong bg-surface px-3.5 text-base text-ink placeholder:text-muted " +
  "aria-invalid:border-2 aria-invalid:border-danger";

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

function Frame({ label, error, hint, isOptional, ids, children }: Described & { ids: { input: string }; children: ReactNode }) {
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={ids.input} className="font-semibold">
          {label}
        </label>
        {isOptional ? <span className="text-sm text-muted">optional</span> : null}
      </div>
      {hint ? (
        <p id={`${ids.input}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      <div className="mt-1.5">{children}</div>
      {error ? (
        <p id={`${ids.input}-error`} className="mt-1.5 text-sm font-semibold text-danger-ink">
          {error}
        </p>
      ) : null}
    </div>
  );
}
