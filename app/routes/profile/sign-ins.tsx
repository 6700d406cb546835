import { Moment } from "../../ui/moment.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";

export type ListedSignIn = { id: string; device: string; place: string; createdAt: string; seenAt: string; isHere: boolean };

/** Where the account is signed in, with a way to end each. */
export function SignIns({ signIns }: { signIns: ListedSignIn[] }) {
  const hidden = { intent: "end-sessions" };
  return (
    <>
      <ul className="mt-3 divide-y divide-line">
        {signIns.map((signIn) => (
          <li key={signIn.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-3">
            <About {...signIn} />
            {signIn.isHere ? null : <End {...signIn} />}
          </li>
        ))}
      </ul>
      {signIns.length > 1 ? (
        <PostForm hidden={hidden} isStaying className="mt-3">
          <SubmitButton when={hidden} variant="secondary" pendingLabel="Signing out…">
            Sign out everywhere else
          </SubmitButton>
        </PostForm>
      ) : null}
    </>
  );
}

const nameOf = ({ device }: Pick<ListedSignIn, "device">) => device || "A device that does not say what it is";

function About({ device, place, createdAt, seenAt, isHere }: ListedSignIn) {
  return (
    <div className="min-w-0">
      <p className="font-semibold wrap-anywhere">
        {nameOf({ device })}
        {isHere ? <span className="ml-2 rounded-full bg-accent-soft px-2.5 py-0.5 text-sm text-accent-ink">This device</span> : null}
      </p>
      <p className="text-sm text-muted">
        {place === "" ? null : <>{place} · </>}
        signed in <Moment iso={createdAt} />
        <span className="max-sm:hidden"> · </span>
        {/* On a line of its own if both may not fit: the reader's local time is shorter than UTC. */}
        <span className="max-sm:block">
          last used <Moment iso={seenAt} />
        </span>
      </p>
    </div>
  );
}

function End({ id, device }: ListedSignIn) {
  const hidden = { intent: "end-session", session: id };
  return (
    <PostForm hidden={hidden} isStaying>
      <SubmitButton when={hidden} variant="ghost" pendingLabel="Signing out…" aria-label={`Sign out: ${nameOf({ device })}`}>
        Sign out
      </SubmitButton>
    </PostForm>
  );
}
