import url from "./phrase.wav?url";

/** A sentence of the interviewer's that is there without one: its sound, its words and how long it takes. */
export const phrase = { url, words: "Hello, and welcome. I will be your interviewer.", seconds: 3 };
