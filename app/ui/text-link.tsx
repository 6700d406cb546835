import { Link } from "@remix-run/react";
import type { ComponentProps } from "react";

const look = "font-semibold text-accent-ink underline underline-offset-4 hover:decoration-2";

/** A link that stands by itself, as high as a finger. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className={`inline-block py-2.5 ${look}`} />;
}

/** A link within a sentence, as high as a finger: the lines around it stay where they are. */
export function InlineLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className={`py-3.5 ${look}`} />;
}
