/** What a million tokens cost, in dollars. Thoughts are billed as output. */
type Price = {
  model: string;
  /** The first day (UTC) on which these are the prices. */
  since: string;
  input: number;
  output: number;
};

/** Newest last for each model. Source of the first two: BerriAI/litellm discussion 39357, read 2026-11-25. */
const prices: readonly Price[] = [
  { model: "gemini-3.8-flash", since: "2026-01-01", input: 0.75, output: 3.75 },
  { model: "gemini-3.8-flash", since: "2027-01-01", input: 1.5, output: 7.5 },
];

/** Millionths of a dollar for one request, at the prices of `at` (ISO 8601); null for a model whose price is not known. */
export const costMicros = ({
  model,
  at,
  inputTokens,
  outputTokens,
  thoughtTokens,
}: {
  model: string;
  at: string;
  inputTokens: number;
  outputTokens: number;
  thoughtTokens: number;
}): number | null => {
  const price = prices.findLast((it) => it.model === model && it.since <= at.slice(0, 10));
  return price ? Math.round(inputTokens * price.input + (outputTokens + thoughtTokens) * price.output) : null;
};
