/** Numbers that two ends must agree on, each with its reason. What only one end knows stays with it. */

const second = 1_000;
const minute = 60 * second;
const kibibyte = 1024;

/** Bytes of a candidate's frame: eight seconds of sound, far above the 20–100 ms that a client sends; one more closes with 1009. */
export const longestFrameBytes = 256 * kibibyte;

/** Frames that could not be understood, for each of which 5000 is answered: a mistaken client's, no more; one more closes with 1008. */
export const mostUnreadableFrames = 50;

/** Frames taken at once, and a second: a browser that woke up sends what it kept, then fifty a second at most. */
export const frameAllowance = { atOnce: 500, perSecond: 200 } as const;

/** Sound taken at once in seconds, and then as so many times real time: the same, with room for a device's clock that runs fast. */
export const soundAllowance = { atOnceSeconds: 10, timesRealTime: 1.5 } as const;

/** What is asked in the room, typed answers too: far more than a person presses, for each may cost a turn of the interviewer. */
export const roomAllowance = { atOnce: 60, perSecond: 1 } as const;

/** Characters (code points) of one typed answer; a longer one is an unreadable frame. */
export const longestTyped = 4_000;
/** Characters typed: ten of the longest answers, then faster than anybody types: every one is stored, and told to Gemini. */
export const typingAllowance = { atOnce: 10 * longestTyped, perSecond: 100 } as const;

/** A client that sends no frame for so long is gone (1013). A page without a microphone sends silence well within it. */
export const idleMs = minute;

/** A candidate who says nothing for so long has left; asked for by whoever pays for Gemini's minutes. */
export const silenceMs = 10 * minute;

/** No pause ends the answer of who thinks or holds the key for so long: the page shows it, the Worker keeps to it. */
export const thinkMs = 2 * minute;
/** The Worker waits so long for the answer to its question whether to end; after it the interview goes on, and the question goes. */
export const confirmMs = 20 * second;
/** The Worker's settings, where the operator sets none. The call keeps trying for as long as the Worker may wait for it. */
export const sessionSeconds = 3_600;
export const graceSeconds = 30;

/** Minutes of interviews that one account may use a day (UTC), where the operator sets none: what `npm start` and the app take for granted. */
export const dailyMinutes = 120;

/** Connecting to Gemini takes this at most, and a resume token is good for that much longer than the interview it belongs to. */
export const connectMs = 15 * second;

/** After an end that was asked for the Worker waits so long for the last words, then so long for them to be stored; the page waits for both. */
export const lastWordsMs = 2 * second;
export const storeMs = 3 * second;

/** A token from `POST /api/interviews/:id/token`: long enough to open a socket with, worth little to who finds it. */
export const tokenLifeSeconds = 300;

/** The object keeps what it has for so long after delivery; the feedback page offers the technical log for as long. */
export const keptMs = 24 * 60 * minute;

/** Bytes that the app reads of a body: anybody's; a transcript of the Worker. More is a 413, and the Worker halves. */
export const bodyBytes = { anybody: 1024 * kibibyte, transcript: 8 * 1024 * kibibyte } as const;

/** Ten times what an interview of an hour holds at most. */
export const mostEntries = 50_000;
/** No time within an interview is longer: a day. */
export const longestSpanMs = 24 * 60 * minute;

/** Characters of one entry: each becomes at most 6 bytes of JSON, and a value of the app's database holds 2,000,000. */
export const longestEntry = 300_000;
