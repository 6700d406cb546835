const isUsable = (tag: string): boolean => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // A browser's setting may be anything: "en-US@posix" is no language tag.
    return false;
  }
};

/** The first English of a browser's languages that dates can be written in. The pages are in English; another language's dates in them would not fit. */
export const readersEnglish = (languages: readonly string[]): string =>
  languages.find((tag) => /^en\b/i.test(tag) && isUsable(tag)) ?? "en-GB";
