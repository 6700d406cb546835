import { Form } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { counted } from "../../../contract/amounts.ts";
import { longest } from "../../../contract/setup.ts";
import { Button } from "../../ui/button.tsx";
import { TextLink } from "../../ui/text-link.tsx";

/** Searches interviews by role or company. */
export function HistorySearch({ search }: { search: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) field.current.value = search;
  }, [search]);
  return (
    <Form method="get" role="search" preventScrollReset className="flex max-w-full min-w-0 grow gap-2 sm:grow-0">
      <input
        ref={field}
        id={fieldId}
        type="search"
        enterKeyHint="search"
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
  );
}

const fieldId = "history-search";

/** The number of results, and a link that ends the search and returns to its field. */
export function Found({ search, found }: { search: string; found: number }) {
  return (
    <div className={search === "" ? "sr-only" : "mt-2 flex flex-wrap items-center gap-x-4"}>
      <p role="status" className="text-muted">
        {search === "" ? null : found === 0 ? (
          <>
            Nothing found for “<bdi className="wrap-anywhere">{search}</bdi>”.
          </>
        ) : (
          <>
            {counted(found, "interview")} found for “<bdi className="wrap-anywhere">{search}</bdi>”.
          </>
        )}
      </p>
      {search === "" ? null : (
        <TextLink to="/dashboard" preventScrollReset onClick={() => document.getElementById(fieldId)?.focus()}>
          Show all
        </TextLink>
      )}
    </div>
  );
}
