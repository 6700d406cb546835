import { Link } from "@remix-run/react";
import type { ComponentProps } from "react";

const look = "font-semibold text-accent-ink underline underline-offset-4 hover:decoration-2";

/** A link that stands alone, with a target of finger height. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className={`inline-block py-2.5 ${look}`} />;
}

/** A link within a sentence, with a target of finger height that does not move the lines around it. */
export function InlineLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className={`py-3.5 ${look}`} />;
}
