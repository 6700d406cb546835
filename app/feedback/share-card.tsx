import { useNavigation } from "@remix-run/react";
import { useState } from "react";
import { Card } from "../ui/card.tsx";
import { Moment } from "../ui/moment.tsx";
import { Outcome } from "../ui/outcome.tsx";
import { PostForm } from "../ui/post-form.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { MadeLinkField } from "./made-link.tsx";

/** A working link. `id` identifies it for its owner and does not open it. */
export type Share = { id: string; createdAt: string; expiresAt: string; withTranscript: boolean };

/** A link that was just made, with its URL. */
export type MadeLink = Pick<Share, "id"> & { url: string };

type ShareCardProps = {
  shares: Share[];
  /** Given only once, because only a hash of it is stored. */
  madeLink: MadeLink | null;
  problem?: string | undefined;
};

/** Makes links with which others can read the report, and takes them back. */
export function ShareCard({ shares, madeLink, problem }: ShareCardProps) {
  const hidden = { intent: "share" };
  // The page reloads its data while a report is being made, but the URL comes only with the first load.
  const [shown, setShown] = useState(madeLink);
  if (madeLink && madeLink.id !== shown?.id) setShown(madeLink);
  const isGood = shares.some(({ id }) => id === shown?.id);
  const takenBack = useTakenBack(shares);
  return (
    <Card id="share" aria-labelledby="share-title" className="print:hidden">
      <h2 id="share-title" className="text-xl">
        Share it by a link
      </h2>
      <p className="mt-1 max-w-prose text-muted">
        Whoever has the link reads the report, without signing in, until it expires or you take it back. Your name, email, résumé and the
        job description are never on it.
      </p>
      {shown && isGood ? <MadeLinkField key={shown.id} url={shown.url} /> : null}
      <PostForm hidden={hidden} formError={problem} isStaying className="mt-4 flex flex-wrap items-end gap-x-5 gap-y-3">
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
      {takenBack ? <Outcome of={takenBack}>The link is taken back. It no longer works.</Outcome> : null}
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
                <TakeBack id={id} createdAt={createdAt} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Card>
  );
}

function TakeBack({ id, createdAt }: Pick<Share, "id" | "createdAt">) {
  const hidden = { intent: "unshare", share: id };
  return (
    <PostForm hidden={hidden} isStaying>
      <SubmitButton when={hidden} variant="ghost" pendingLabel="Taking it back…">
        Take it back
        <span className="sr-only">
          : made <Moment iso={createdAt} />
        </span>
      </SubmitButton>
    </PostForm>
  );
}

/** The link that was taken back last, until another form of the page is sent. */
const useTakenBack = (shares: Share[]): string | null => {
  const { formData } = useNavigation();
  const [asked, setAsked] = useState<string | null>(null);
  const asking = formData ? (formData.get("share") as string | null) : asked;
  if (asking !== asked) setAsked(asking);
  return asked !== null && shares.every(({ id }) => id !== asked) ? asked : null;
};
