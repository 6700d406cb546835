import { VoiceDetector } from "../voice-detector.ts";

const frameBytes = 1_280;
const sound = new Uint8Array(
  Int16Array.from({ length: 16_000 }, (_, at) => (at % 4_000 < 2_800 ? 8_000 : 40) * Math.sin(at / 12 + Math.sin(at / 900))).buffer,
);

/** Runs the detector on so many frames of 40 ms (`frames` in the query). Answers how often speech began. */
export default {
  fetch(request: Request): Response {
    const frames = Number(new URL(request.url).searchParams.get("frames"));
    let begun = 0;
    const detector = new VoiceDetector({ began: () => begun++, ended: () => {} });
    for (let frame = 0; frame < frames; frame++) {
      const at = (frame * frameBytes) % sound.length;
      detector.push(sound.subarray(at, at + frameBytes));
    }
    return new Response(String(begun));
  },
};
