import type { Account } from "../../admin/accounts.server.ts";
import { ConfirmSubmit } from "../../ui/confirm-submit.tsx";
import { Moment } from "../../ui/moment.tsx";
import { PostForm } from "../../ui/post-form.tsx";
import { SubmitButton } from "../../ui/submit-button.tsx";
import { Table } from "../../ui/table.tsx";

export function Accounts({ accounts, isAsked }: { accounts: Account[]; isAsked: boolean }) {
  if (accounts.length === 0)
    return <p className="mt-4 text-muted">{isAsked ? "No account has that email or id." : "There is none yet."}</p>;
  return (
    <Table
      label="Accounts"
      head={["Account", "Do", "Since", "Sign-ins", "Interviews"]}
      rows={accounts.map((account) => [
        <span key="email" className="wrap-anywhere">
          {account.email}
          {account.blockedAt === null ? null : <strong className="ml-2 text-danger-ink">blocked</strong>}
        </span>,
        <Changes key="do" {...account} />,
        <Moment key="since" iso={account.createdAt} isDateOnly />,
        account.signIns,
        account.interviews,
      ])}
    />
  );
}

function Changes({ id, email, blockedAt, signIns }: Account) {
  const end = { intent: "end", id };
  const block = { intent: "block", id };
  const unblock = { intent: "unblock", id };
  return (
    <div className="-mt-3 -mr-3 -mb-1 flex flex-wrap justify-end whitespace-nowrap sm:flex-nowrap [&_button]:px-3">
      {signIns === 0 ? null : (
        <PostForm hidden={end}>
          <SubmitButton when={end} variant="ghost" pendingLabel="Signing out…" aria-label={`Sign out ${email}`}>
            Sign out
          </SubmitButton>
        </PostForm>
      )}
      {blockedAt === null ? (
        <PostForm hidden={block}>
          <ConfirmSubmit
            when={block}
            variant="ghost"
            aria-label={`Block ${email}`}
            title="Block this account?"
            body={`${email} is signed out, an interview that is going on ends, links to reports open nothing, and nobody signs in until you let them in again. Nothing is deleted.`}
            confirmLabel="Block it"
            cancelLabel="Leave it"
            pendingLabel="Blocking…"
          >
            Block
          </ConfirmSubmit>
        </PostForm>
      ) : (
        <PostForm hidden={unblock}>
          <SubmitButton when={unblock} variant="ghost" pendingLabel="Letting in…" aria-label={`Let ${email} in again`}>
            Let in again
          </SubmitButton>
        </PostForm>
      )}
    </div>
  );
}
