import { Link } from "@remix-run/react";
import type { ComponentProps, MouseEvent } from "react";

export type ButtonVariant = "primary" | "secondary" | "danger" | "dangerQuiet" | "dangerSoft" | "ghost";

type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  /** Keeps the focus and the size of the button while work is in progress, and ignores further presses. */
  isPending?: boolean;
  /** There is nothing to press it for now. Unlike a disabled button it keeps the focus. */
  isOff?: boolean;
};

export function Button({
  variant = "primary",
  isPending = false,
  isOff = false,
  type = "button",
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isPending || isOff) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass(variant, [isPending ? waiting : isOff ? off : "", className].filter(Boolean).join(" "))}
      onClick={press}
      {...(isPending || isOff ? { "aria-disabled": true } : {})}
    />
  );
}

export function ButtonLink({ variant = "primary", className, ...rest }: ComponentProps<typeof Link> & { variant?: ButtonVariant }) {
  return <Link {...rest} className={buttonClass(variant, className)} />;
}

const shape =
  "inline-flex min-h-11 cursor-pointer items-center justify-center gap-2 rounded-full px-(--inside) py-2 text-center font-semibold no-underline " +
  "transition-colors disabled:cursor-not-allowed disabled:opacity-60";
const waiting = "aria-disabled:cursor-progress aria-disabled:opacity-75";
const off = "aria-disabled:cursor-not-allowed aria-disabled:opacity-60";

const looks: Record<ButtonVariant, string> = {
  primary: "filled border border-transparent bg-accent text-on-accent not-aria-disabled:hover:bg-accent-strong",
  secondary: "border border-line-strong bg-surface text-ink not-aria-disabled:hover:border-accent not-aria-disabled:hover:bg-accent-soft",
  danger: "filled border border-transparent bg-danger text-on-danger not-aria-disabled:hover:bg-danger-strong",
  dangerQuiet: "border border-danger bg-surface text-danger-ink not-aria-disabled:hover:bg-danger-soft",
  dangerSoft: "border border-danger bg-danger-soft text-danger-ink not-aria-disabled:hover:bg-surface",
  ghost:
    "border border-transparent text-accent-ink underline-offset-4 not-aria-disabled:hover:bg-accent-soft not-aria-disabled:hover:underline",
};

const buttonClass = (variant: ButtonVariant, extra?: string) => [shape, looks[variant], extra].filter(Boolean).join(" ");
