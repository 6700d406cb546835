import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { signedInUser } from "../../auth/sign-in-cookie.server.ts";
import { SampleReport } from "../../feedback/report/shared-report.tsx";
import { readSample } from "../../feedback/sample/sample.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { pageMeta } from "../../ui/page-meta.ts";

export const meta: MetaFunction = () =>
  pageMeta("A sample report · PrepPal", "What a report of PrepPal looks like: a made-up interview, and what is learnt from it.");

export const loader = async ({ request, context }: LoaderFunctionArgs) => ({
  isSignedIn: (await signedInUser(request, openApp(context))) !== null,
  sample: readSample(),
});

export default function Sample() {
  const { isSignedIn, sample } = useLoaderData<typeof loader>();
  return (
    <SampleReport {...sample}>
      <ButtonLink to={isSignedIn ? "/dashboard" : "/signup"} className="print:hidden">
        {isSignedIn ? "Start an interview of your own" : "Create your account"}
      </ButtonLink>
    </SampleReport>
  );
}
