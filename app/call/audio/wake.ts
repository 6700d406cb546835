/** A context that reports "running" but whose clock has not moved after this long (ms) is stuck, as iOS leaves one after a phone call. */
export const stillMs = 500;

/** Resumes a suspended context. One that the system interrupted is left alone: resumed, it would run with a clock that stands still. */
export const resume = (context: AudioContext): void => {
  if (context.state === "suspended") context.resume().catch(() => undefined);
};

/**
 * Resumes a suspended context whenever the candidate presses something, until `signal` aborts: browsers let sound start only from a user
 * gesture.
 */
export const wakeOnPress = (context: AudioContext, signal: AbortSignal): void => {
  const wake = () => resume(context);
  for (const press of ["pointerup", "keydown"]) document.addEventListener(press, wake, { signal });
};
