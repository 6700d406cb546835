import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Moment } from "../ui/moment.tsx";
import { PostForm } from "../ui/post-form.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

/** A link that works: `id` names it for its owner and opens nothing. */
export type Share = { id: string; createdAt: string; expiresAt: string; withTranscript: boolean };

/** A link that was just made, with its address. */
export type MadeLink = Pick<Share, "id"> & { url: string };

type ShareCardProps = {
  shares: Share[];
  /** It is told once, as nobody keeps it. */
  madeLink: MadeLink | null;
  problem?: string | undefined;
};

/** Shows the report to whoever has a link that its candidate makes, and takes it back. */
export function ShareCard({ shares, madeLink, problem }: ShareCardProps) {
  const hidden = { intent: "share" };
  // The page asks for its data again while a report is made; the address comes along the first time only.
  const [shown, setShown] = useState(madeLink);
  if (madeLink && madeLink.id !== shown?.id) setShown(madeLink);
  const isGood = shares.some(({ id }) => id === shown?.id);
  return (
    <Card id="share" aria-labelledby="share-title" className="print:hidden">
      <h2 id="share-title" className="text-xl">
        Share it by a link
      </h2>
      <p className="mt-1 max-w-prose text-muted">
        Whoever has the link reads the report, without signing in, until it expires or you take it back. Your name, e-mail, résumé and the
        job description are never on it.
      </p>
      {shown && isGood ? (
        <label className="mt-4 block">
          <span className="font-semibold">Your link. Copy it now: it is not shown again.</span>
          <input
            readOnly
            value={shown.url}
            onFocus={(event) => event.currentTarget.select()}
            className="mt-1.5 block min-h-11 w-full rounded-xl border border-line-strong bg-surface px-3.5 text-base text-ink"
          />
        </label>
      ) : null}
      <PostForm hidden={hidden} formError={problem} className="mt-4 flex flex-wrap items-end gap-x-5 gap-y-3">
        <label>
          <span className="font-semibold">Good for</span>
          <select
            name="days"
            defaultValue="14"
            className="mt-1.5 block min-h-11 rounded-xl border border-line-strong bg-surface px-3.5 text-base text-ink"
          >
            <option value="1">1 day</option>
            <option value="7">7 days</option>
            <option value="14">14 days</option>
            <option value="30">30 days</option>
            <option value="90">90 days</option>
          </select>
        </label>
        <label className="flex min-h-11 items-center gap-2">
          <input type="checkbox" name="withTranscript" value="true" className="size-5 accent-accent" />
          With the whole transcript
        </label>
        <SubmitButton when={hidden} pendingLabel="Making the link…" variant="secondary">
          Make a link
        </SubmitButton>
      </PostForm>
      {shares.length > 0 ? (
        <>
          <h3 className="mt-6 font-semibold">Links that work</h3>
          <ul className="mt-1 divide-y divide-line">
            {shares.map(({ id, createdAt, expiresAt, withTranscript }) => (
              <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 py-1">
                <span>
                  Made <Moment iso={createdAt} />, until <Moment iso={expiresAt} isDateOnly />
                  {withTranscript ? ", with the transcript" : ""}
                </span>
                <PostForm hidden={{ intent: "unshare", share: id }}>
                  <Button type="submit" variant="ghost">
                    Take it back
                    <span className="sr-only">
                      : made <Moment iso={createdAt} />
                    </span>
                  </Button>
                </PostForm>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  );
}
