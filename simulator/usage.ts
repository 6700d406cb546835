const tokensPerSecond = 25;
const promptTokenCount = 522;

/** The usageMetadata member of a message that ends `soundMs` of speech. */
export const usage = (soundMs: number) => {
  const responseTokenCount = Math.round((soundMs / 1000) * tokensPerSecond);
  return {
    usageMetadata: {
      promptTokenCount,
      responseTokenCount,
      totalTokenCount: promptTokenCount + responseTokenCount,
      promptTokensDetails: [{ modality: "TEXT", tokenCount: promptTokenCount }],
      responseTokensDetails: [{ modality: "AUDIO", tokenCount: responseTokenCount }],
    },
  };
};
