/** Gemini's models where the operator names none (`GEMINI_LIVE_MODEL`, `GEMINI_TEXT_MODEL`): the Worker asks them, the app counts by their prices. */
export const liveModel = "gemini-3.8-live";
export const textModel = "gemini-3.8-flash";
