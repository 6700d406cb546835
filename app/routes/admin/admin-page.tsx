import { Form } from "@remix-run/react";
import type { Account } from "../../admin/accounts.server.ts";
import type { Figures } from "../../admin/figures.server.ts";
import { endReasonToldWords } from "../../feedback/words.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Field } from "../../ui/field.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Accounts } from "./accounts.tsx";
import { Days } from "./days.tsx";
import { Parts, type PartsProps } from "./parts.tsx";
import { Table } from "../../ui/table.tsx";

type AdminPageProps = {
  figures: Figures;
  accounts: Account[];
  asked: string;
  today: { costUsd: number; budgetUsd: number | null };
  parts: PartsProps;
};

const usd = (amount: number) => `$${amount.toFixed(2)}`;
const words = (name: string) => name.charAt(0).toUpperCase() + name.slice(1).toLowerCase().replaceAll("_", " ");
const endingWords: Record<string, string> = endReasonToldWords;

export function AdminPage({ figures, accounts, asked, today, parts }: AdminPageProps) {
  const { days, endings, failures, reports, responseTimes, waiting } = figures;
  return (
    <div className="space-y-8">
      <PageHeading title="Operation">
        Numbers of the last 30 days, by UTC. Nothing here shows a word of an interview. Today has cost {usd(today.costUsd)}
        {today.budgetUsd === null ? ", and has no ceiling." : ` of ${usd(today.budgetUsd)}.`}
      </PageHeading>
      <Card aria-labelledby="parts">
        <h2 id="parts" className="text-xl">
          Whether it works now
        </h2>
        <Parts {...parts} />
      </Card>
      <Card aria-labelledby="days">
        <h2 id="days" className="text-xl">
          Interviews by day
        </h2>
        <Days days={days} />
      </Card>
      <div className="grid gap-6 md:grid-cols-2">
        <Figure
          title="How interviews ended"
          head={["Cause", "Interviews"]}
          rows={endings.map(({ name, count }) => [endingWords[name] ?? words(name), count])}
        />
        <Figure title="Reports by state" head={["State", "Reports"]} rows={reports.map(({ name, count }) => [words(name), count])} />
        <Figure title="Why reports failed" head={["Cause", "Reports"]} rows={failures.map(({ name, count }) => [words(name), count])} />
        <Figure
          title="From an answer’s end to the interviewer’s voice"
          head={["Of the last 7 days", "ms"]}
          rows={
            responseTimes
              ? [
                  ["Half are below", responseTimes.p50],
                  ["95 of 100 are below", responseTimes.p95],
                  ["99 of 100 are below", responseTimes.p99],
                  ["Answers timed", responseTimes.answers],
                ]
              : []
          }
        />
        <Figure
          title="What waits"
          head={["What", "How many", "Oldest, min"]}
          rows={waiting.map(({ what, count, oldestMinutes }) => [what, count, oldestMinutes])}
        />
      </div>
      <Card aria-labelledby="accounts">
        <h2 id="accounts" className="text-xl">
          Accounts
        </h2>
        <Form method="get" action="/admin#accounts" className="mt-4 flex flex-wrap items-end gap-3">
          <div className="min-w-56 grow">
            <Field label="Email or id" name="account" defaultValue={asked} autoComplete="off" spellCheck={false} />
          </div>
          <Button type="submit" variant="secondary">
            Find
          </Button>
        </Form>
        <Accounts accounts={accounts} isAsked={asked !== ""} />
      </Card>
    </div>
  );
}

function Figure({ title, head, rows }: { title: string; head: string[]; rows: (string | number)[][] }) {
  return (
    <Card aria-label={title}>
      <h2 className="text-lg">{title}</h2>
      {rows.length === 0 ? <p className="mt-2 text-muted">None yet</p> : <Table label={title} head={head} rows={rows} />}
    </Card>
  );
}
