import type { LineQuality } from "../connection/measure-line.ts";
import type { Sounding } from "../audio/microphone-judge.ts";

/** What a microphone sounds like, and what to do about it. */
export const soundingWords: Record<Sounding, string> = {
  listening: "Say a sentence or two: the bar should move.",
  nothing: "Nothing arrives. Is it muted on the device, or is another microphone in use?",
  unvoiced: "We hear no voice yet. Is the right microphone in use?",
  quiet: "Very quiet. Come closer, or raise the input level in the system’s sound settings.",
  loud: "Too loud: it distorts. Move away a little, or lower the input level.",
  noisy: "We hear you, and much of the room too. A headset helps, or hold a key while you talk.",
  good: "We hear you clearly.",
};

export const lineWords: Record<LineQuality, string> = {
  good: "Good.",
  fair: "Good enough: answers come a little later.",
  poor: "Slow. Answers and captions may lag; another network helps.",
  blocked: "Your network blocks live connections: a company’s proxy, a filter or a VPN. Try another network, or a phone’s hotspot.",
  offline: "PrepPal cannot be reached. Check your connection.",
};

export const checkWords = {
  telephone:
    "A headset’s own microphone sounds like a telephone, and makes its headphones do so too. Keep the headphones on and choose the computer’s microphone.",
  echo: "Your microphone hears the interviewer. Use headphones, or the interviewer may take its own voice for yours.",
  unheardHere: "Turn the volume up, switch silent mode off, or choose another device below.",
  unheard: "Turn the volume up, switch silent mode off, or choose another output in the system’s sound settings.",
};
