import { Link } from "@remix-run/react";
import type { ComponentProps } from "react";

export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link {...props} className="inline-block py-2.5 font-semibold text-accent-ink underline underline-offset-4 hover:decoration-2" />;
}
