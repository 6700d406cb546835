const isUsable = (tag: string): boolean => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // A browser's setting may be anything: "en-US@posix" is not a language tag.
    return false;
  }
};

/**
 * The first English locale among a browser's languages that can format dates. The pages are in English, so dates of another language would
 * not fit.
 */
export const readersEnglish = (languages: readonly string[]): string =>
  languages.find((tag) => /^en\b/i.test(tag) && isUsable(tag)) ?? "en-GB";
