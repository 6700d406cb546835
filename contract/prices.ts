/** What a million tokens cost, in dollars. Thoughts are billed as output. */
type Price = {
  model: string;
  /** The first day (UTC) on which these are the prices. */
  since: string;
  input: number;
  output: number;
};

/** For each model its prices, the newest last. Source of the first two: BerriAI/litellm discussion 39357, read 2026-11-25. */
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

/** What a million tokens of a Live model cost, in dollars; thoughts are billed as text. */
type LivePrice = { model: string; since: string; textIn: number; audioIn: number; textOut: number; audioOut: number };

/** Newest last for each model. Source: repositories that quote ai.google.dev/gemini-api/docs/pricing (jferreiros/vortex PR 109), read 2026-11-25. */
const livePrices: readonly LivePrice[] = [
  { model: "gemini-3.1-flash-live-preview", since: "2026-01-01", textIn: 0.75, audioIn: 3, textOut: 4.5, audioOut: 12 },
  { model: "gemini-3.8-live", since: "2026-01-01", textIn: 0.75, audioIn: 3, textOut: 4.5, audioOut: 12 },
];

/** Tokens of interviews, as the Worker counts them (contract/app-api.ts). */
export type LiveTokens = Record<
  "inputTextTokens" | "inputAudioTokens" | "outputTextTokens" | "outputAudioTokens" | "thoughtTokens",
  number
>;

/** Dollars for the tokens of interviews, at the prices of `at` (ISO 8601). A model whose price is not known costs what the dearest does. */
export const liveCostUsd = ({ model, at, tokens }: { model: string; at: string; tokens: LiveTokens }): number => {
  const known = livePrices.filter((it) => it.since <= at.slice(0, 10));
  const price = known.findLast((it) => it.model === model) ?? known.toSorted((one, other) => one.audioOut - other.audioOut).at(-1);
  if (!price) return 0;
  const { inputTextTokens, inputAudioTokens, outputTextTokens, outputAudioTokens, thoughtTokens } = tokens;
  const text = inputTextTokens * price.textIn + (outputTextTokens + thoughtTokens) * price.textOut;
  return (text + inputAudioTokens * price.audioIn + outputAudioTokens * price.audioOut) / 1e6;
};

/**
 * Dollars for a minute of interview whose tokens are not known because it is still running, was deleted, or was not counted. Ten minutes
 * were seen to cost $0.23 (neural-dispatch.postlark.ai, 2026-03-29): each turn is billed together with everything said before it.
 */
export const liveMinuteUsd = 0.03;
