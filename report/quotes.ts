import * as z from "zod/mini";
import type { Evidence, ReportInput } from "../contract/report.ts";
import { longestOf, mostOf } from "../contract/report-limits.ts";
import type { DropReason, NoteReason, QuoteMatch } from "../contract/vocabulary.ts";
import { type Exchange, judgedExchanges, type NamedEntry, nameEntries } from "./entries.ts";
import { findIn, findMoved, type Found, type Page, pageOf, placeIn, spellingIn } from "./find.ts";
import { fold, lengthOf, isUnspaced } from "./fold.ts";
import { interviewScript, mainScript } from "./script.ts";
import { isSteering } from "./steering.ts";
import { type Tally } from "./tally.ts";

/** A quote as the model writes it. */
const draftQuote = z.object({ entry: z.string().check(z.maxLength(40)), quote: z.string() });
const quotesEach = 4;
const longestQuote = 300;
/** A quote of this many words, or of this many characters in a script without spaces, counts as two. */
const wordsOfALongQuote = 12;
const charactersOfALongQuote = 24;

/** The verified quotes of a claim. `weight` counts the different ones, a long one twice. */
type Backing = { evidence: Evidence[]; weight: number };

/** What counts of the candidate's words. */
export class OwnWords {
  readonly exchanges: readonly Exchange[];
  protected readonly pages = new Map<string, Page>();
  protected readonly exchangeOf = new Map<string, string>();
  readonly #steering = new Set<string>();
  /** Entries that are mostly in another script than the interview's. */
  readonly foreign: NamedEntry[] = [];
  /** Whether the interview is in English. */
  readonly isEnglish: boolean;

  constructor({ setup, entries }: Pick<ReportInput, "setup" | "entries">) {
    this.isEnglish = (setup.language ?? "en") === "en";
    this.exchanges = judgedExchanges(nameEntries(entries));
    const own = this.exchanges.flatMap(({ user }) => user);
    const script = interviewScript(
      setup.language,
      own.map(({ text }) => text ?? ""),
    );
    for (const { id, user } of this.exchanges) for (const entry of user) this.exchangeOf.set(entry.id, id);
    for (const entry of own) {
      if (isSteering(entry.text ?? "")) this.#steering.add(entry.id);
      const written = mainScript(entry.text ?? "", script);
      if (written === null || written === script) this.pages.set(entry.id, pageOf(entry));
      else this.foreign.push(entry);
    }
  }

  entry(id: string): NamedEntry | undefined {
    return this.pages.get(id)?.entry;
  }

  /** Counts the entry for nothing, for what a note says of it. */
  exclude(id: string, reason: NoteReason) {
    if (reason === "steering") this.#steering.add(id);
    else this.pages.delete(id);
  }

  /** Words as the candidate spelt them, from whichever line; null if they did not say them. */
  spellingOf(words: string): string | null {
    for (const page of this.pages.values()) {
      const said = this.#steering.has(page.entry.id) ? null : spellingIn(page, words);
      if (said !== null) return said;
    }
    return null;
  }

  get steering(): ReadonlySet<string> {
    return this.#steering;
  }

  /** A quote found earlier as it stands in its entry now; null if it no longer does, or if the entry counts for nothing. */
  again(before: Evidence): Evidence | null {
    const page = [...this.pages.values()].find(({ entry }) => entry.timestamp === before.timestamp);
    if (!page || this.#steering.has(page.entry.id)) return null;
    const { id, used, text } = page.entry;
    const said = text ?? "";
    const isThere = said.slice(before.start, before.end) === before.quote;
    const place = isThere ? before : placeIn(page, before.quote);
    return place && { ...before, entry: id, quote: said.slice(place.start, place.end), start: place.start, end: place.end, used };
  }
}

/** The same, in which the quotes of a draft are looked for. */
export class Quotes extends OwnWords {
  readonly #interviewer: string[];
  readonly #documents: string[];
  readonly tally: Tally;

  constructor(input: Pick<ReportInput, "setup" | "entries">, tally: Tally) {
    super(input);
    const { setup } = input;
    this.tally = tally;
    this.#interviewer = this.exchanges.flatMap(({ ai }) => ai.map(({ text }) => fold(text ?? "").text));
    this.#documents = [setup.jobDescription, setup.resume].flatMap((text) => (text === null ? [] : [fold(text).text]));
  }

  /** The quotes of a claim that the candidate really said, `within` these exchanges if any are given. The others are counted as dropped. */
  back(quotes: readonly unknown[], within: ReadonlySet<string> | null): Backing {
    for (let excess = quotesEach; excess < Math.min(quotes.length, 1_000); excess++) this.tally.drop("excess");
    const kept: Evidence[][] = [];
    for (const asked of quotes.slice(0, quotesEach)) {
      const found = this.#find(asked, within);
      if (typeof found === "string") {
        this.tally.drop(found);
        continue;
      }
      const evidence = evidenceOf(found);
      if (evidence.length === 0 || kept.flat().length + evidence.length > mostOf.evidence) {
        this.tally.drop("excess");
        continue;
      }
      this.tally.keep(found.match);
      kept.push(evidence);
    }
    return { evidence: kept.flat(), weight: weigh(kept) };
  }

  #find(asked: unknown, within: ReadonlySet<string> | null): Found | DropReason {
    const { data } = draftQuote.safeParse(asked);
    if (!data) return "shape";
    const { entry: id, quote } = data;
    if (quote.length > longestQuote) return "excess";
    if (!/^[UA]\d{1,6}$/.test(id) || fold(quote).text === "") return "shape";
    if (this.steering.has(id)) return "steering";
    const isWithin = ({ places }: Found) =>
      places.every(({ entry }) => !within || within.has(this.exchangeOf.get(entry.id) ?? "")) &&
      places.every(({ entry }) => !this.steering.has(entry.id));
    const named = this.pages.get(id);
    const found = (named && findIn(named, quote)) ?? findMoved(this.#answerOf(id), this.#others(id), quote);
    if (found) return isWithin(found) ? found : "missing";
    const { text } = fold(quote);
    if (this.#interviewer.some((it) => it.includes(text))) return "interviewer";
    return this.#documents.some((it) => it.includes(text)) ? "document" : "missing";
  }

  #answerOf(id: string): Page[] {
    const exchange = this.exchanges.find((it) => it.id === this.exchangeOf.get(id));
    return (exchange?.user ?? []).flatMap((entry) => this.pages.get(entry.id) ?? []);
  }

  #others(id: string): Page[] {
    return [...this.pages.values()].filter(({ entry }) => entry.id !== id && !this.steering.has(entry.id));
  }
}

const evidenceOf = ({ match, places }: { match: QuoteMatch; places: Found["places"] }): Evidence[] =>
  places.flatMap(({ entry, start, end }) => {
    const quote = (entry.text ?? "").slice(start, end);
    if (quote === "" || quote.length > longestOf.quote) return [];
    return [{ entry: entry.id, timestamp: entry.timestamp, quote, start, end, match, used: entry.used }];
  });

const overlaps = (one: Evidence, other: Evidence): boolean => one.entry === other.entry && one.start < other.end && other.start < one.end;

/** Counts the different quotes, each of one or more pieces, a long one twice. */
export const weigh = (quotes: readonly (readonly Evidence[])[]): number =>
  quotes.reduce((sum, evidence, at) => {
    const before = quotes.slice(0, at).flat();
    return evidence.some((it) => before.some((other) => overlaps(it, other))) ? sum : sum + weightOf(evidence);
  }, 0);

const weightOf = (evidence: readonly Evidence[]): number => {
  const folded = evidence.map(({ quote }) => fold(quote).text).join(" ");
  const { words, characters } = lengthOf(folded);
  return (isUnspaced(folded) ? characters >= charactersOfALongQuote : words >= wordsOfALongQuote) ? 2 : 1;
};
