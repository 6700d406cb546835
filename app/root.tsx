import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { type ReactNode, Suspense, useContext } from "react";
import type { rootLoader } from "./root-loader.server.ts";
import stylesheet from "./styles/app.css?url";
import { FreshOnReturn } from "./ui/fresh-on-return.tsx";
import { KeepTypedText } from "./ui/keep-typed-text.tsx";
import { NonceContext } from "./ui/nonce.ts";
import { PageMetaTags } from "./ui/page-meta-tags.tsx";
import { ProblemPage, problemWords } from "./ui/problem-page.tsx";
import { isUnreachable, UnreachablePage } from "./ui/unreachable-page.tsx";
import { scrollKey } from "./ui/scroll-key.ts";
import { SiteFrame } from "./ui/site-frame.tsx";

export { rootLoader as loader } from "./root-loader.server.ts";

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: stylesheet },
  { rel: "icon", href: "/favicon.ico", sizes: "32x32" },
  { rel: "icon", href: "/icon.svg", type: "image/svg+xml" },
  { rel: "apple-touch-icon", href: "/apple-touch-icon.png" },
  { rel: "manifest", href: "/manifest.webmanifest" },
];

export const meta: MetaFunction = ({ error }) => [
  { title: error ? `${isUnreachable(error) ? "No connection" : problemWords(statusOf(error)).title} · PrepPal` : "PrepPal" },
  { name: "description", content: "Practise job interviews out loud with an AI interviewer, and read what was said." },
];

/**
 * The whole document on the server; in the browser only what lies in `#app`, because extensions write into head and body. Both have two
 * children, of which the app is the second, so that the ids that React generates are the same. What differs from the server's page is
 * rendered anew up to the boundary, and does not count as an error.
 */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  const root = useRouteLoaderData<typeof rootLoader>("root");
  const app = (
    <Suspense>
      <KeepTypedText />
      <FreshOnReturn />
      <SiteFrame userName={root?.user?.name ?? null} isAdmin={root?.user?.isAdmin ?? false}>
        {children}
      </SiteFrame>
      <ScrollRestoration nonce={nonce} getKey={scrollKey} />
      <Scripts nonce={nonce} />
    </Suspense>
  );
  if (!import.meta.env.SSR) {
    return (
      <>
        <PageMetaTags />
        {app}
      </>
    );
  }
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#112026" media="(prefers-color-scheme: dark)" />
        <Meta />
        <Links />
      </head>
      <body>
        <div id="app">{app}</div>
      </body>
    </html>
  );
}

/** A refusal that a page shows in place of itself keeps its headers (Retry-After). */
export { actionHeaders as headers } from "./server/action-headers.ts";

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const root = useRouteLoaderData<typeof rootLoader>("root");
  return isUnreachable(error) ? <UnreachablePage /> : <ProblemPage status={statusOf(error)} isSignedIn={Boolean(root?.user)} />;
}

const statusOf = (error: unknown): number => (isRouteErrorResponse(error) ? error.status : 500);
