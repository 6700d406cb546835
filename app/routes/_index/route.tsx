import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { readReceipt } from "../../account/receipt.server.ts";
import { signedInUser } from "../../auth/sign-in-cookie.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { receiptIn } from "./goodbye.ts";
import { HomePage } from "./home-page.tsx";

export const meta: MetaFunction = () =>
  pageMeta(
    "PrepPal: practise your interview out loud",
    "A mock interview that you talk through: an AI interviewer asks about the role you want, listens and follows up.",
  );

export const loader = async ({ request, context }: LoaderFunctionArgs) => {
  const app = openApp(context);
  const given = receiptIn(request);
  const receipt = readReceipt(app, given);
  return { isSignedIn: (await signedInUser(request, app)) !== null, receipt: receipt && { ...receipt, text: given ?? "" } };
};

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}
