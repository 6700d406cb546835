type Session = { type: "auto" | "playback" | "play-and-record" };

/** Only WebKit has it: https://w3c.github.io/audio-session/ */
const sessionOf = (it: Navigator & { audioSession?: Session }): Session | undefined => it.audioSession;

/**
 * Tells Safari what the page's sound is for. With "auto", an iPhone on silent mutes a page that has no microphone, without telling it.
 * With "playback", a page cannot open a microphone.
 */
export const declareSound = (type: Session["type"]): void => {
  const session = sessionOf(navigator);
  // If only the playing part starts again, the page keeps its microphone.
  if (session && (type !== "playback" || session.type === "auto")) session.type = type;
};
