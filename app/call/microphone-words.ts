import type { MicrophoneProblem } from "../../machines/call.ts";

/** What went wrong with the microphone, and the way out, in the candidate's words. */
export const microphoneWords: Record<MicrophoneProblem, { title: string; wayOut: string }> = {
  permissionRefused: {
    title: "The microphone is blocked",
    wayOut:
      "This page may not use the microphone. Open the site's settings beside the address, allow the microphone, then try again. On a phone or a Mac, the system's privacy settings must allow the browser too.",
  },
  missing: {
    title: "No microphone was found",
    wayOut: "Plug in a microphone or a headset, or choose one in the system's sound settings, then try again.",
  },
  busy: {
    title: "The microphone is in use",
    wayOut: "Another program holds it, perhaps a video call or a recorder. Close that program, then try again.",
  },
  unsupported: {
    title: "This browser cannot use the microphone here",
    wayOut: "Open this page in a current Chrome, Edge, Firefox or Safari, over a secure address (https), then try again.",
  },
};
