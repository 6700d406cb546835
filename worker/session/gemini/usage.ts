import * as z from "zod/mini";
import type { Usage } from "../../../contract/app-api.ts";

const count = z.catch(z.int().check(z.gte(0)), 0);
const details = z.catch(z.array(z.object({ modality: z.catch(z.string(), ""), tokenCount: count })), []);

/** Google's count of one turn's tokens, which may come with any message. */
export const usageMetadata = z.pipe(
  z.object({
    promptTokenCount: count,
    promptTokensDetails: details,
    responseTokenCount: count,
    responseTokensDetails: details,
    thoughtsTokenCount: count,
  }),
  z.transform((it): Usage => {
    const [input, output] = [
      byModality(it.promptTokenCount, it.promptTokensDetails),
      byModality(it.responseTokenCount, it.responseTokensDetails),
    ];
    return {
      inputTextTokens: input.text,
      inputAudioTokens: input.audio,
      outputTextTokens: output.text,
      outputAudioTokens: output.audio,
      thoughtTokens: it.thoughtsTokenCount,
    };
  }),
);

/** Splits a total by modality. The details need not add up to it: what they leave out counts as sound, which costs more. */
const byModality = (total: number, counts: z.output<typeof details>): { text: number; audio: number } => {
  const text = counts.filter(({ modality }) => modality === "TEXT").reduce((sum, it) => sum + it.tokenCount, 0);
  const others = counts.reduce((sum, it) => sum + it.tokenCount, 0) - text;
  return { text, audio: Math.max(others, total - text) };
};

/** Adds two usages. Each turn is billed with the whole context window before it, so the sum of an interview's turns is its bill. */
export const sumOf = (one: Usage | null, other: Usage): Usage => ({
  inputTextTokens: (one?.inputTextTokens ?? 0) + other.inputTextTokens,
  inputAudioTokens: (one?.inputAudioTokens ?? 0) + other.inputAudioTokens,
  outputTextTokens: (one?.outputTextTokens ?? 0) + other.outputTextTokens,
  outputAudioTokens: (one?.outputAudioTokens ?? 0) + other.outputAudioTokens,
  thoughtTokens: (one?.thoughtTokens ?? 0) + other.thoughtTokens,
});

/** The tokens of the running turn, by Gemini's newest count, of which every message may bring one. */
export class TurnUsage {
  readonly #spent: (usage: Usage) => void;
  #newest: Usage | null = null;

  constructor(spent: (usage: Usage) => void) {
    this.#spent = spent;
  }

  count(usage: Usage) {
    this.#newest = usage;
  }

  /** The turn or the connection is over: counts its tokens as spent. */
  settle() {
    if (this.#newest) this.#spent(this.#newest);
    this.#newest = null;
  }
}
