import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/cloudflare";
import { useLoaderData } from "@remix-run/react";
import { sessionUser } from "../../auth/session.server.ts";
import { openApp } from "../../server/load-context.server.ts";
import { HomePage } from "./home-page.tsx";

export const meta: MetaFunction = () => [{ title: "PrepPal: practise your interview out loud" }];

export const loader = async ({ request, context }: LoaderFunctionArgs) => ({
  isSignedIn: (await sessionUser(request, openApp(context))) !== null,
});

export default function Home() {
  return <HomePage {...useLoaderData<typeof loader>()} />;
}
