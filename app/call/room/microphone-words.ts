import type { MicrophoneProblem, Unheard } from "../../../machines/call/events.ts";

/** What went wrong with the microphone, and the way out, in the candidate's words. */
export const microphoneWords: Record<MicrophoneProblem, { title: string; wayOut: string }> = {
  permissionRefused: {
    title: "The microphone is blocked",
    wayOut:
      "This page may not use the microphone. Open the site’s settings beside the address, allow the microphone, then try again. On a phone or a Mac, the system’s privacy settings must allow the browser too.",
  },
  unanswered: {
    title: "The interview waits for your microphone",
    wayOut: "It goes on as soon as this page may use the microphone. Try again, and allow it where your browser asks.",
  },
  missing: {
    title: "No microphone was found",
    wayOut: "Plug in a microphone or a headset, or choose one in the system’s sound settings, then try again.",
  },
  busy: {
    title: "The microphone is in use",
    wayOut: "Another program holds it, perhaps a video call or a recorder. Close that program, then try again.",
  },
  unsupported: {
    title: "This browser cannot use the microphone here",
    wayOut: "Open this page in a current Chrome, Edge, Firefox or Safari, over a secure address (https), then try again.",
  },
  unloadable: {
    title: "A part of this page could not be loaded",
    wayOut: "PrepPal was updated while the page was open, or the network failed for a moment. Load the page again; nothing is lost.",
  },
  broken: {
    title: "The microphone stopped working",
    wayOut: "Your browser’s sound failed. Try again; if that does not help, load the page again. The interview waits for you.",
  },
};

/** Where the browser has no audio worklets: the interview is read and typed. */
export const noSoundWords = {
  title: "The interviewer cannot be heard here",
  wayOut: "This browser plays the voice only over a secure address (https). Read the captions, and type your answers.",
};

/** Where the microphone's permission is found in the browser with this `navigator.userAgent`. */
export const permissionWayOut = (agent: string): string => {
  if (/iPhone|iPad/.test(agent))
    return "Tap the page icon beside the address, open Website Settings and set Microphone to Allow, then try again. If it is not there, allow the browser the microphone in the Settings app, under Privacy.";
  if (/Android/.test(agent))
    return "Tap the icon at the left of the address, open Permissions and allow the microphone, then try again. The phone’s own settings must allow the browser too.";
  if (/Firefox/.test(agent))
    return "Click the crossed-out microphone at the left of the address and remove the block, then try again. On a Mac, the system’s privacy settings must allow Firefox too.";
  if (/Safari/.test(agent) && !/Chrom/.test(agent))
    return "Choose Safari, Settings for This Website, and set Microphone to Allow, then try again. The Mac’s privacy settings must allow Safari too.";
  return "Click the icon at the left of the address, switch the microphone on, then try again. On a Mac, the system’s privacy settings must allow the browser too.";
};

/** Why an open microphone is not heard, and the way out. */
export const unheardWords: Record<Unheard, { title: string; wayOut: string }> = {
  mutedBySystem: {
    title: "Your device has muted the microphone",
    wayOut: "Press the mute key of your keyboard or headset, or end the call that has the microphone.",
  },
  paused: {
    title: "Your device has paused the microphone",
    wayOut: "A telephone call or a locked screen does that. The interview waits for you.",
  },
  silent: {
    title: "We can’t hear you",
    wayOut: "Is the microphone muted?",
  },
};
