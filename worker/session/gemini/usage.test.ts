import { expect, it } from "vitest";
import { sumOf, usageMetadata } from "./usage.ts";

const audio = (tokenCount: number) => ({ modality: "AUDIO", tokenCount });
const text = (tokenCount: number) => ({ modality: "TEXT", tokenCount });

it("splits tokens by direction and modality", () => {
  const counted = usageMetadata.parse({
    promptTokenCount: 1_065,
    promptTokensDetails: [text(400), audio(655), text(10)],
    responseTokenCount: 147,
    responseTokensDetails: [audio(147)],
    thoughtsTokenCount: 12,
  });
  expect(counted).toEqual({ inputTextTokens: 410, inputAudioTokens: 655, outputTextTokens: 0, outputAudioTokens: 147, thoughtTokens: 12 });
});

it("counts tokens missing from the details as sound, and an invalid count as zero", () => {
  const counted = usageMetadata.parse({
    promptTokenCount: 500,
    promptTokensDetails: [text(100), { modality: 7 }],
    responseTokenCount: "many",
  });
  expect(counted).toEqual({ inputTextTokens: 100, inputAudioTokens: 400, outputTextTokens: 0, outputAudioTokens: 0, thoughtTokens: 0 });
});

it("adds up the turns", () => {
  const one = { inputTextTokens: 1, inputAudioTokens: 2, outputTextTokens: 3, outputAudioTokens: 4, thoughtTokens: 5 };
  const both = { inputTextTokens: 2, inputAudioTokens: 4, outputTextTokens: 6, outputAudioTokens: 8, thoughtTokens: 10 };
  expect(sumOf(sumOf(null, one), one)).toEqual(both);
});
