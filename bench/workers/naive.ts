import { DurableObject } from "cloudflare:workers";
import { GoogleGenAI, type LiveServerMessage, Modality } from "@google/genai";
import { ClientToServerMessage, ServerToClientMessage } from "../../proto/gen/interview.ts";

type Environment = { RELAY: DurableObjectNamespace<Relay>; GEMINI_BASE_URL: string };

/** The first version that anybody would write: the SDK's callbacks, loops over bytes, and every default as it is. */
export class Relay extends DurableObject<Environment> {
  override async fetch(): Promise<Response> {
    const { 0: theirs, 1: client } = new WebSocketPair();
    client.binaryType = "arraybuffer";
    client.accept();
    const sdk = new GoogleGenAI({ apiKey: "bench", httpOptions: { baseUrl: this.env.GEMINI_BASE_URL } });
    const session = await sdk.live.connect({
      model: "bench",
      config: { responseModalities: [Modality.AUDIO] },
      callbacks: { onmessage: (message) => pass(message, client), onclose: () => client.close(1000) },
    });
    client.addEventListener("message", ({ data }) => {
      const { payload } = ClientToServerMessage.decode(new Uint8Array(data as ArrayBuffer));
      if (payload?.$case !== "audioChunk") return;
      session.sendRealtimeInput({ audio: { data: toBase64(payload.value.audioContent), mimeType: "audio/pcm;rate=16000" } });
    });
    client.addEventListener("close", () => session.close());
    client.send(ServerToClientMessage.encode({ payload: { $case: "sessionStarted", value: started } }).finish());
    return new Response(null, { status: 101, webSocket: theirs });
  }
}

export default {
  fetch(request, env) {
    return env.RELAY.get(env.RELAY.idFromName(new URL(request.url).pathname)).fetch(request);
  },
} satisfies ExportedHandler<Environment>;

const started = { resumeToken: "", endsAtUnixMs: 0, startedAtUnixMs: 0, nowUnixMs: 0, features: [] };

const pass = (message: LiveServerMessage, client: WebSocket) => {
  for (const part of message.serverContent?.modelTurn?.parts ?? []) {
    if (!part.inlineData?.data) continue;
    const value = { audioContent: fromBase64(part.inlineData.data) };
    client.send(ServerToClientMessage.encode({ payload: { $case: "audioResponse", value } }).finish());
  }
};

const toBase64 = (bytes: Uint8Array): string => {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
};

const fromBase64 = (text: string): Uint8Array => {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
};
