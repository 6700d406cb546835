import { Form } from "@remix-run/react";
import { longest } from "../../../contract/setup.ts";
import { counted } from "../../ui/count-words.ts";
import { Announcement } from "../../ui/announcement.tsx";
import { Button, ButtonLink } from "../../ui/button.tsx";

/** Finds interviews by role or company. */
export function HistorySearch({ search, found }: { search: string; found: number }) {
  return (
    <div className="flex max-w-full grow flex-wrap items-center gap-2 sm:grow-0">
      <Announcement>{search === "" ? "" : `${counted(found, "interview")} found`}</Announcement>
      <Form method="get" role="search" preventScrollReset className="flex min-w-0 basis-full gap-2 sm:basis-auto">
        <input
          type="search"
          name="search"
          aria-label="Find an interview by role or company"
          placeholder="Role or company"
          maxLength={longest.role}
          dir="auto"
          defaultValue={search}
          className="min-h-11 w-full min-w-0 rounded-xl border border-line-strong bg-surface px-3.5 text-base text-ink placeholder:text-muted"
        />
        <Button type="submit" variant="secondary">
          Find
        </Button>
      </Form>
      {search === "" ? null : (
        <ButtonLink to="/dashboard" preventScrollReset variant="ghost">
          Show all
        </ButtonLink>
      )}
      {search !== "" && found === 0 ? (
        <p className="basis-full text-muted">
          Nothing found for “<bdi className="wrap-anywhere">{search}</bdi>”.
        </p>
      ) : null}
    </div>
  );
}
