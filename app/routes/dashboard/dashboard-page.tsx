import { PageHeading } from "../../ui/page-heading.tsx";
import type { HistoryEntry } from "./history-item.tsx";
import { History } from "./history.tsx";
import type { SetupErrors, SetupValues } from "../../setup/form-values.ts";
import { StartForm } from "./start-form.tsx";

export type DashboardPageProps = {
  user: { id: string; name: string };
  /** Newest first. */
  interviews: HistoryEntry[];
  nextCursor: string | null;
  errors?: SetupErrors | undefined;
  values?: SetupValues | undefined;
};

export function DashboardPage({ user, interviews, nextCursor, errors, values }: DashboardPageProps) {
  return (
    <div className="space-y-8 sm:space-y-10">
      <PageHeading
        title={
          <>
            Hello, <bdi>{firstName(user.name)}</bdi>
          </>
        }
      >
        {interviews.length === 0 ? "Your first interview is one line away." : "Ready for another round?"}
      </PageHeading>
      <StartForm userId={user.id} errors={errors} values={values} />
      <History interviews={interviews} nextCursor={nextCursor} />
    </div>
  );
}

const firstName = (name: string): string => name.split(/\s/)[0] ?? name;
