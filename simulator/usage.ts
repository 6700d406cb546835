import type { Profile } from "./profiles.ts";

const tokensPerSecond = 25;
const lettersPerToken = 4;
const toolCallTokens = 21;
/** Tokens in promptTokenCount beyond the listed modalities, and how many each turn adds. */
const unlistedTokens = 35;
const unlistedTokensPerTurn = 16;
/** Silence around an utterance that is billed with it. */
const keptQuietMs = 400;

/** What the model has been told. Every turn is billed for it again. */
export type Context = { textTokens: number; audioTokens: number; turns: number };

/** The context of a new session: the profile's base tokens and the instruction. */
export const openContext = ({ textTokens, audioTokens }: Profile, instruction: string): Context => ({
  textTokens: textTokens + tokensOfText(instruction),
  audioTokens,
  turns: 0,
});

const tokensOfText = (text: string) => Math.round(text.length / lettersPerToken);

const tokensOfSound = (ms: number) => Math.round((ms * tokensPerSecond) / 1000);

/** Adds the candidate's words to the context, and their sound if they were spoken. */
export const takeIn = (context: Context, { text, spokenMs }: { text: string; spokenMs: number }) => {
  context.textTokens += tokensOfText(text);
  if (spokenMs > 0) context.audioTokens += tokensOfSound(spokenMs + keptQuietMs);
};

/** The usageMetadata member of the message that ends a turn with `soundMs` of speech. A turn of calls has no sound. */
export const usage = (
  context: Context,
  { soundMs, called, thoughtTokens }: { soundMs: number; called: boolean; thoughtTokens: number },
) => {
  const { textTokens, audioTokens, turns } = context;
  const promptTokenCount = textTokens + audioTokens + unlistedTokens + unlistedTokensPerTurn * (turns + 1);
  const responseTokenCount = called ? toolCallTokens : tokensOfSound(soundMs);
  return {
    usageMetadata: {
      promptTokenCount,
      responseTokenCount,
      totalTokenCount: promptTokenCount + responseTokenCount,
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: textTokens },
        ...(audioTokens > 0 ? [{ modality: "AUDIO", tokenCount: audioTokens }] : []),
      ],
      ...(!called && { responseTokensDetails: [{ modality: "AUDIO", tokenCount: responseTokenCount }] }),
      ...(thoughtTokens > 0 && { thoughtsTokenCount: thoughtTokens }),
    },
  };
};

/** Ends a turn: what it said is billed again in every later one. */
export const closeTurn = (context: Context, { soundMs, said }: { soundMs: number; said: string }) => {
  context.turns += 1;
  context.textTokens += tokensOfText(said);
  context.audioTokens += tokensOfSound(soundMs);
};
