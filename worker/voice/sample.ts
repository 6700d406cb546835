import { Modality } from "@google/genai";
import type { Voice } from "../../contract/vocabulary.ts";
import { liveAt } from "../genai/client.ts";
import { translate } from "../session/gemini/message.ts";
import { profileOf } from "../session/gemini/profile.ts";
import { GeminiSocket } from "../session/gemini/socket.ts";
import { speechHz } from "../../sound/pcm.ts";
import { wavOf } from "../../sound/wav.ts";

const sentence = "Hello, I am your interviewer. Shall we begin?";
const instruction = `Whatever you are told, say exactly this and nothing else: "${sentence}"`;
const longestMs = 10_000;
/** Most bytes of a sample: five seconds of PCM16. */
const longestBytes = 5 * speechHz * 2;

type Asked = { voice: Voice; apiKey: string; baseUrl: string | undefined; model: string };

/**
 * Has Gemini Live say a sentence in a voice and makes it a WAV file, cut at five seconds. Null if the sentence is not finished within ten
 * seconds, or the connection ends before. Always closes the connection.
 */
export const voiceSample = async ({ voice, apiKey, baseUrl, model }: Asked): Promise<Uint8Array<ArrayBuffer> | null> => {
  let end: (how: { isWhole: boolean }) => void = () => undefined;
  const spoken = new Promise<{ isWhole: boolean }>((resolve) => (end = resolve));
  const sounds: Uint8Array[] = [];
  let length = 0;
  const socket = new GeminiSocket({
    message: (received) => {
      for (const news of translate(received) ?? []) {
        if (news.type === "gemini.turnEnded") end({ isWhole: true });
        if (news.type !== "sound") continue;
        const sound = Uint8Array.fromBase64(news.base64).subarray(0, longestBytes - length);
        sounds.push(sound);
        length += sound.length;
        if (length >= longestBytes) end({ isWhole: true });
      }
    },
    malformed: () => undefined,
    closed: () => end({ isWhole: false }),
  });
  const timer = setTimeout(() => end({ isWhole: false }), longestMs);
  try {
    const connecting = liveAt({ apiKey, baseUrl }, socket.factory).connect({
      model,
      config: {
        responseModalities: [Modality.AUDIO],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: voice } } },
        systemInstruction: instruction,
      },
      callbacks: { onmessage: () => undefined },
    });
    connecting.catch(() => undefined);
    const session = await Promise.race([connecting, spoken.then(() => null)]);
    if (session && profileOf(model).opening === "content")
      session.sendClientContent({ turns: [{ role: "user", parts: [{ text: sentence }] }], turnComplete: true });
    else session?.sendRealtimeInput({ text: sentence });
    const { isWhole } = await spoken;
    return isWhole && length > 0 ? wavOf(sounds, speechHz) : null;
  } finally {
    clearTimeout(timer);
    socket.close();
  }
};
