import { ButtonLink } from "./button.tsx";

/** An error page. `status` is the HTTP status; unknown ones count as our fault. */
export function ProblemPage({ status, isSignedIn }: { status: number; isSignedIn: boolean }) {
  const { title, body } = problemWords(status);
  return (
    <div className="mx-auto max-w-xl py-8 text-center sm:py-16">
      <p className="text-sm font-bold tracking-widest text-voice-ink">{status}</p>
      <h1 className="mt-2 text-[clamp(1.75rem,1.4rem+1.6vw,2.5rem)]">{title}</h1>
      <p className="mt-3 text-lg text-muted">{body}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <ButtonLink to={isSignedIn ? "/dashboard" : "/"}>{isSignedIn ? "Go to your dashboard" : "Go to the start"}</ButtonLink>
        {status === 404 ? null : (
          <ButtonLink to="" reloadDocument variant="secondary">
            Load this page again
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

export const problemWords = (status: number): { title: string; body: string } =>
  known[status] ?? {
    title: "Something broke on our side",
    body: "Nothing you did. What was said in your interviews is kept. Loading the page again in a moment usually helps.",
  };

const known: Record<number, { title: string; body: string }> = {
  400: { title: "That request made no sense to us", body: "Go back, check what was entered and send it again." },
  401: { title: "You are signed out", body: "Sign in again and you will be back where you were." },
  403: {
    title: "That is not allowed",
    body: "The request came from somewhere we do not trust. Open PrepPal in its own tab and try again.",
  },
  404: { title: "There is nothing here", body: "The page was deleted, belongs to someone else, or never existed." },
  405: { title: "That is not how this page works", body: "Go back and use the page’s own buttons." },
  413: { title: "That was too much at once", body: "Shorten the text and send it again." },
  429: { title: "One moment, please", body: "That was a lot of tries in a short time. Wait a minute, then load the page again." },
};
