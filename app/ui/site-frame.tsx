import { useLocation, useNavigation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import { OfflineBar } from "./offline-bar.tsx";
import { SiteHeader } from "./site-header.tsx";
import { InlineLink } from "./text-link.tsx";

type SiteFrameProps = {
  /** Null for somebody who is not signed in. */
  userName: string | null;
  isAdmin?: boolean;
  children: ReactNode;
};

/** Everything around a page: skip link, header, main, footer. A client-side navigation moves the focus to main, as a full load would. */
export function SiteFrame({ userName, isAdmin = false, children }: SiteFrameProps) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);

  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="absolute top-2 left-2 z-10 inline-flex border border-transparent min-h-11 -translate-y-20 items-center rounded-full bg-accent px-5 font-semibold text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <Progress />
      <OfflineBar />
      <SiteHeader {...{ userName, isAdmin }} />
      <main id="main" ref={main} tabIndex={-1} className="site-main shell grow">
        {children}
      </main>
      <footer className="border-t border-line print:hidden">
        <p className="shell py-6 text-sm text-muted">
          PrepPal keeps the words of your interviews, never the sound. You can delete them at any time.{" "}
          <InlineLink to="/privacy">What is kept, and who sees it</InlineLink>
        </p>
      </footer>
    </div>
  );
}

function Progress() {
  const { state } = useNavigation();
  return state === "idle" ? null : (
    <div aria-hidden="true" className="progress fixed inset-x-0 top-0 z-20 h-1 bg-voice forced-colors:bg-[Highlight]" />
  );
}
