/** A context whose clock has not moved so long (ms) after it said that it runs stands still; iOS leaves one so after a call. */
export const stillMs = 500;

/** Resumes a suspended context. One that the system interrupted is left to the system: resumed, it would run with a clock that stands still. */
export const resume = (context: AudioContext): void => {
  if (context.state === "suspended") context.resume().catch(() => undefined);
};

/** Resumes a suspended context at the candidate's next press: browsers let sound start only from one. */
export const wakeOnPress = (context: AudioContext, signal: AbortSignal): void => {
  const wake = () => resume(context);
  for (const press of ["pointerup", "keydown"]) document.addEventListener(press, wake, { signal });
};
