import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { HistoryEntry } from "./history-item.tsx";

export type HistoryPage = { interviews: HistoryEntry[]; nextCursor: string | null };

/** The page of the history named by the URL, with the older pages loaded since. */
export const useOlder = (first: HistoryPage, cursor: string | null, search: string) => {
  const address = addressOf(cursor, search);
  const { load, data, state } = useFetcher<HistoryPage>({ key: `older than ${address}` });
  const [older, setOlder] = useState<HistoryPage & { address: string }>({ address, interviews: [], nextCursor: null });
  const shown = older.address === address && older.interviews.length > 0 ? older : null;

  const [taken, setTaken] = useState<HistoryPage>();
  if (data && data !== taken) {
    setTaken(data);
    const known = older.address === address ? older.interviews : [];
    // A page may be loaded again together with the rest of the data, so entries already known are left out.
    const fresh = data.interviews.filter(({ id }) => !known.some((it) => it.id === id));
    setOlder({ address, interviews: [...known, ...fresh], nextCursor: data.nextCursor });
  }

  const interviews = [...first.interviews, ...(shown?.interviews.filter(({ id }) => !first.interviews.some((it) => it.id === id)) ?? [])];
  const nextCursor = shown ? shown.nextCursor : first.nextCursor;
  return {
    interviews,
    nextCursor,
    olderAddress: (to: string | null) => addressOf(to, search),
    isLoading: state === "loading",
    showOlder: () => load(addressOf(nextCursor, search)),
  };
};

const addressOf = (cursor: string | null, search: string): string => {
  const query = new URLSearchParams({ ...(search === "" ? {} : { search }), ...(cursor === null ? {} : { cursor }) }).toString();
  return query === "" ? "/dashboard" : `/dashboard?${query}`;
};
