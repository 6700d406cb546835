/** Numbers that two ends must agree on, each with its reason. What only one end knows stays with it. */

const second = 1_000;
const minute = 60 * second;
const kibibyte = 1024;

/** Most bytes of a candidate's frame: eight seconds of sound, far more than the 20–100 ms that clients send. A longer one closes with 1009. */
export const longestFrameBytes = 256 * kibibyte;

/** Most frames that cannot be understood, each answered with 5000. A client with a bug stays below it; one more frame closes with 1008. */
export const mostUnreadableFrames = 50;

/** Frames taken at once, and per second: a browser that woke up sends what it kept, then fifty a second at most. See below for `most`. */
export const frameAllowance = { atOnce: 500, perSecond: 200, most: 1_500 } as const;

/**
 * Sound taken at once, in seconds, and then as a multiple of real time: for the same reason, and because a device's clock may run fast. From
 * the first frame on, what is not used adds up to `mostSeconds`: a line that stalls delivers at once what was said meanwhile, and a page
 * needs some time to notice that its line is dead.
 */
export const soundAllowance = { atOnceSeconds: 10, timesRealTime: 1.5, mostSeconds: 30 } as const;

/** Requests taken in the room, typed answers included: far more than a person makes. Bounded because each may cost a turn of the interviewer. */
export const roomAllowance = { atOnce: 60, perSecond: 1 } as const;

/** Characters (code points) of one typed answer; a longer one is an unreadable frame. */
export const longestTyped = 4_000;
/** Characters typed: ten of the longest answers, then more than anybody types in a second. Bounded because all are stored and told to Gemini. */
export const typingAllowance = { atOnce: 10 * longestTyped, perSecond: 100 } as const;

/** A client that sends no frame for this long is gone (1013). A page without a microphone sends silence well within it. */
export const idleMs = minute;

/** A candidate who says nothing for this long counts as gone, though their client is there: Gemini's minutes are paid for. */
export const silenceMs = 10 * minute;

/** How long a candidate who thinks, or holds the key, keeps the turn. The page shows it, the Worker enforces it. */
export const thinkMs = 2 * minute;
/** How long the candidate is asked whether to end. After that the Worker continues the interview and the page removes the question. */
export const confirmMs = 20 * second;
/** The Worker's defaults. The call keeps trying to reconnect for as long as the Worker may wait for it. */
export const sessionSeconds = 3_600;
export const graceSeconds = 30;
/** The largest number that an operator may set: as ms from now, or times a limit, a much larger one can be stored by neither half. */
export const largestSetting = 1_000_000_000;

/** Minutes of interview that one account may use a day (UTC), unless the operator sets another number. */
export const dailyMinutes = 120;

/** The longest that connecting to Gemini may take. A resume token is signed before that, so it is valid this much longer than the interview. */
export const connectMs = 15 * second;

/** After an end that was asked for, how long the Worker waits for the last words, and then for the app to store them. The page waits for both. */
export const lastWordsMs = 2 * second;
export const storeMs = 3 * second;

/** A token from `POST /api/interviews/:id/token`: long enough to open a socket with, worth little to who finds it. */
export const tokenLifeSeconds = 300;

/** How long the object keeps what it has after delivery; the feedback page offers the technical log for as long. */
export const keptMs = 24 * 60 * minute;

/** Most bytes of a request body that the app reads: from anybody, and for a transcript from the Worker. More is a 413, and the Worker sends halves. */
export const bodyBytes = { anybody: 1024 * kibibyte, transcript: 8 * 1024 * kibibyte } as const;

/** Most entries of a transcript: ten times the most that an hour can hold. */
export const mostEntries = 50_000;
/** A time within an interview is believed up to this: a day. */
export const longestSpanMs = 24 * 60 * minute;

/** Most characters of one entry: each becomes at most 6 bytes of JSON, and a value of the app's database holds 2,000,000. */
export const longestEntry = 300_000;
