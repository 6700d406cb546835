type Session = { type: "auto" | "playback" | "play-and-record" };

/** WebKit's only: https://w3c.github.io/audio-session/ */
const sessionOf = (it: Navigator & { audioSession?: Session }): Session | undefined => it.audioSession;

/**
 * Says what the page's sound is for. On "auto" an iPhone whose switch stands at silent mutes a page that takes no microphone, and tells it
 * nothing; on "playback" a page can take none.
 */
export const declareSound = (type: Session["type"]): void => {
  const session = sessionOf(navigator);
  // A page that has the microphone keeps it where the rest of the sound begins anew.
  if (session && (type !== "playback" || session.type === "auto")) session.type = type;
};
