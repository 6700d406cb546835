import { Form, Link, NavLink } from "@remix-run/react";
import type { ReactNode } from "react";
import { forgetDrafts } from "./draft.ts";
import { Mark } from "./mark.tsx";
import { Menu, menuItem } from "./menu.tsx";

/**
 * The site's header. `userName` is null for somebody who is not signed in. On a narrow page the links of signed-in people are in a menu, so
 * that the header stays one line.
 */
export function SiteHeader({ userName, isAdmin }: { userName: string | null; isAdmin: boolean }) {
  const { inside, whereWide, whereNarrow } = isAdmin ? operators : everybodys;
  return (
    <header className="site-header @container border-b border-line bg-surface print:hidden">
      <div className="shell flex items-center justify-between gap-x-4 py-1 sm:py-2 @max-[12rem]:gap-x-1">
        <Link to="/" className="flex min-h-11 items-center @min-[18rem]:min-w-11 gap-2.5 text-lg font-bold tracking-tight no-underline">
          <Mark className="size-8 shrink-0" />
          <span className={userName === null ? "@max-[22rem]:sr-only" : "@max-[13rem]:sr-only"}>PrepPal</span>
        </Link>
        <nav aria-label="Main">
          {userName === null ? (
            <Links of={outside} look={item} className="-mx-2 flex items-center @min-[26rem]:-mx-3" />
          ) : (
            <>
              <Links of={inside} look={item} className={`-mx-3 flex flex-wrap items-center justify-end ${whereWide}`}>
                <li>
                  <SignOut look={item} />
                </li>
              </Links>
              <Menu label="Menu" sign={<Avatar name={userName} />} className={whereNarrow}>
                <Links of={inside} look={menuItem}>
                  <li className="mt-1.5 border-t border-line pt-1.5">
                    <SignOut look={menuItem} />
                  </li>
                </Links>
              </Menu>
            </>
          )}
        </nav>
      </div>
    </header>
  );
}

type LinksProps = { of: { to: string; words: string }[]; look: string; className?: string; children?: ReactNode };

function Links({ of, look, className, children }: LinksProps) {
  return (
    <ul className={className}>
      {of.map(({ to, words }) => (
        <li key={to}>
          <NavLink to={to} className={look}>
            {words}
          </NavLink>
        </li>
      ))}
      {children}
    </ul>
  );
}

function SignOut({ look }: { look: string }) {
  return (
    <Form method="post" action="/logout" onSubmit={forgetDrafts}>
      <button type="submit" className={`cursor-pointer ${look}`}>
        Sign out
      </button>
    </Form>
  );
}

function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="inline-flex size-9 items-center justify-center rounded-full border border-transparent bg-accent text-on-accent uppercase"
    >
      {[...name.trim()][0]}
    </span>
  );
}

const item =
  "inline-flex min-h-11 items-center rounded-full px-2 text-sm font-semibold whitespace-nowrap @max-[18rem]:px-1 @max-[18rem]:text-center @max-[18rem]:whitespace-normal @min-[26rem]:px-3 @min-[26rem]:text-base text-muted no-underline underline-offset-8 hover:text-accent-ink " +
  "hover:underline aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-voice aria-[current=page]:decoration-3";

const rooms = [
  { to: "/dashboard", words: "Dashboard" },
  { to: "/progress", words: "Progress" },
  { to: "/profile", words: "Profile" },
];
const everybodys = { inside: rooms, whereWide: "@max-[40rem]:hidden", whereNarrow: "@min-[40rem]:hidden" };
const operators = {
  inside: [...rooms, { to: "/admin", words: "Operation" }],
  whereWide: "@max-[48rem]:hidden",
  whereNarrow: "@min-[48rem]:hidden",
};
const outside = [
  { to: "/login", words: "Sign in" },
  { to: "/signup", words: "Create account" },
];
