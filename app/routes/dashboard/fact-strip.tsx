import { Link } from "@remix-run/react";
import { type ReactNode, useContext } from "react";
import type { Facts } from "../../interviews/facts.server.ts";
import { useMonthOf } from "../../ui/moment.tsx";
import { NonceContext } from "../../ui/nonce.ts";

type FactStripProps = { facts: Facts; goneIds: readonly string[]; nowUnixMs: number };

/** What somebody has practised this month, and the one thing to try next. Unknown facts are left out. */
export function FactStrip({ facts: { practised, next }, goneIds, nowUnixMs }: FactStripProps) {
  const monthOf = useMonthOf();
  const now = new Date(nowUnixMs).toISOString();
  const thisMonth = practised.filter(({ at }) => monthOf(at) === monthOf(now));
  const atLeast = thisMonth.every(({ isWhole }) => isWhole) ? "" : "At least ";
  const factOf = (name: string, of: "spokenMs" | "answers", words: (sum: number) => string) => {
    const sum = thisMonth.reduce((all, it) => all + it[of], 0);
    const moments = practised.filter((it) => it[of] > 0).map(({ at }) => at);
    return moments.length === 0 ? null : (
      <Fact name={name} within={[now, ...moments]} isHidden={sum === 0}>
        {atLeast}
        {words(sum)}
      </Fact>
    );
  };
  return (
    <section aria-label="Your practice" className="border-y border-line py-4 [&:not(:has(dl>:not([hidden])))]:hidden">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-3 sm:grid-cols-[auto_auto_minmax(0,1fr)]">
        {factOf("Spoken this month", "spokenMs", minutesOf)}
        {factOf("Answers this month", "answers", (count) => count.toLocaleString("en"))}
        {next && !goneIds.includes(next.interviewId) ? (
          <Fact name="Next" className="max-sm:col-span-2">
            <Link
              to={`/interview/${next.interviewId}/feedback#next`}
              className="inline-flex min-h-11 items-center text-accent-ink underline underline-offset-4 hover:decoration-2 sm:-my-2.5"
            >
              {next.text}
            </Link>
          </Fact>
        ) : null}
      </dl>
      <OfTheReadersMonth />
    </section>
  );
}

const minutesOf = (ms: number): string =>
  ms < 60_000 ? `${Math.floor(ms / 1000)} s` : `${Math.floor(ms / 60_000).toLocaleString("en")} min`;

type FactProps = {
  name: string;
  /** The present and some moments. Shown only if one of the moments is in the same month. */
  within?: string[];
  isHidden?: boolean;
  className?: string;
  children: ReactNode;
};

function Fact({ name, within, isHidden = false, className, children }: FactProps) {
  return (
    <div data-within={within?.join(" ")} hidden={isHidden} suppressHydrationWarning className={className}>
      <dt className="text-sm text-muted">{name}</dt>
      <dd suppressHydrationWarning className="font-semibold tabular-nums">
        {children}
      </dd>
    </div>
  );
}

/** The server knows only UTC months. This runs before the page is painted, like the script for days (new-day.tsx). */
const choose = `{
  const monthOf = (iso) => new Date(iso).getFullYear() + " " + new Date(iso).getMonth();
  for (const it of document.querySelectorAll("[data-within]")) {
    const [now, ...moments] = it.dataset.within.split(" ").map(monthOf);
    it.hidden = !moments.includes(now);
  }
}`;

function OfTheReadersMonth() {
  const nonce = useContext(NonceContext);
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: choose }} />;
}
