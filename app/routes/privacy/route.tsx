import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { openApp } from "../../server/load-context.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { PrivacyPage } from "./privacy-page.tsx";

export const meta: MetaFunction = () =>
  pageMeta("What PrepPal keeps · PrepPal", "What is kept of you and your interviews, where, how long, and who sees it.");

export const loader = ({ context }: LoaderFunctionArgs) => {
  const { SECURITY_CONTACT, PASSWORD_BREACH_CHECK } = openApp(context).env;
  return { contact: SECURITY_CONTACT ?? null, asksForBreaches: PASSWORD_BREACH_CHECK };
};

export default function Privacy() {
  return <PrivacyPage {...useLoaderData<typeof loader>()} />;
}
