import url from "./phrase.wav?url";

/** A recorded sentence of the interviewer's, to be heard outside an interview: its file, its words and its length in seconds. */
export const phrase = { url, words: "Hello, and welcome. I will be your interviewer.", seconds: 3 };
