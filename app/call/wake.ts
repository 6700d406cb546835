/** Resumes a suspended context at the candidate's next press: browsers let sound start only from one. */
export const wakeOnPress = (context: AudioContext, signal: AbortSignal): void => {
  const wake = () => {
    if (context.state !== "running" && context.state !== "closed") void context.resume();
  };
  for (const press of ["pointerup", "keydown"]) document.addEventListener(press, wake, { signal });
};
