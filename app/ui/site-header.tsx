import { Form, Link, NavLink } from "@remix-run/react";
import { forgetDrafts } from "./draft.ts";
import { Mark } from "./mark.tsx";

export function SiteHeader({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <header className="border-b border-line bg-surface print:hidden">
      <div className="shell flex flex-wrap items-center justify-between gap-x-4 py-2">
        <Link to="/" className="flex min-h-11 items-center gap-2.5 text-lg font-bold tracking-tight no-underline">
          <Mark />
          PrepPal
        </Link>
        <nav aria-label="Main">
          <ul className="-mx-2 flex xs:-mx-3 flex-wrap items-center">
            {(isSignedIn ? inside : outside).map(({ to, words }) => (
              <li key={to}>
                <NavLink to={to} className={item}>
                  {words}
                </NavLink>
              </li>
            ))}
            {isSignedIn ? (
              <li>
                <Form method="post" action="/logout" onSubmit={forgetDrafts}>
                  <button type="submit" className={`cursor-pointer ${item}`}>
                    Sign out
                  </button>
                </Form>
              </li>
            ) : null}
          </ul>
        </nav>
      </div>
    </header>
  );
}

const item =
  "inline-flex min-h-11 items-center rounded-full px-2 text-sm font-semibold xs:px-3 xs:text-base text-muted no-underline underline-offset-8 hover:text-accent-ink " +
  "hover:underline aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-voice aria-[current=page]:decoration-3";

const inside = [
  { to: "/dashboard", words: "Dashboard" },
  { to: "/progress", words: "Progress" },
  { to: "/profile", words: "Profile" },
];
const outside = [
  { to: "/login", words: "Sign in" },
  { to: "/signup", words: "Create account" },
];
