const lineBreaks = /\r\n|[\r\f\v\u0085\u2028\u2029]/g;

/** A text whose line breaks of every kind (CR, form feed, NEL and Unicode's own too) are "\n", the only one that a browser draws. */
export const unifyLineBreaks = (text: string): string => text.replace(lineBreaks, "\n");
