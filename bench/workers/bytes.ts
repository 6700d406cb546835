import { DurableObject } from "cloudflare:workers";

type Environment = { RELAY: DurableObjectNamespace<Relay>; GEMINI_BASE_URL: string; HIBERNATES?: string };

const livePath = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";
const before = '{"realtimeInput":{"audio":{"data":"';
const after = '","mimeType":"audio/pcm;rate=16000"}}}';
const sessionStarted = Uint8Array.of(0x2a, 0x00);

/**
 * The least that a Worker does for an interview: bytes from one socket to the other, in the same wire formats. With `HIBERNATES` the
 * candidate's socket is one that outlives its object in memory, as PrepPal's is: the platform then brings each frame as an event of its own.
 */
export class Relay extends DurableObject<Environment> {
  #gemini: WebSocket | null = null;

  override async fetch(): Promise<Response> {
    const { 0: theirs, 1: client } = new WebSocketPair();
    if (this.env.HIBERNATES) this.ctx.acceptWebSocket(client);
    else this.#listen(client);
    const { webSocket: gemini } = await fetch(this.env.GEMINI_BASE_URL + livePath, { headers: { Upgrade: "websocket" } });
    if (!gemini) return new Response(null, { status: 502 });
    this.#gemini = gemini;
    gemini.binaryType = "arraybuffer";
    const text = new TextDecoder();
    gemini.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data instanceof ArrayBuffer ? text.decode(data) : String(data)) as Message;
      if (message.setupComplete) return client.send(sessionStarted);
      for (const part of message.serverContent?.modelTurn?.parts ?? []) client.send(framed(part.inlineData.data));
    });
    gemini.addEventListener("close", () => client.close(1000));
    gemini.accept();
    gemini.send('{"setup":{"model":"models/bench"}}');
    return new Response(null, { status: 101, webSocket: theirs });
  }

  override webSocketMessage(_: WebSocket, data: string | ArrayBuffer) {
    if (data instanceof ArrayBuffer) this.#gemini?.send(before + soundIn(new Uint8Array(data)).toBase64() + after);
  }

  override webSocketClose() {
    this.#gemini?.close(1000);
  }

  #listen(client: WebSocket) {
    client.binaryType = "arraybuffer";
    client.addEventListener("message", ({ data }) => this.webSocketMessage(client, data as ArrayBuffer));
    client.addEventListener("close", () => this.webSocketClose());
    client.accept();
  }
}

export default {
  fetch(request, env) {
    return env.RELAY.get(env.RELAY.idFromName(new URL(request.url).pathname)).fetch(request);
  },
} satisfies ExportedHandler<Environment>;

type Message = { setupComplete?: object; serverContent?: { modelTurn?: { parts: { inlineData: { data: string } }[] } } };

/** AudioChunk inside of ClientToServerMessage: two tags with a length each. */
const soundIn = (frame: Uint8Array): Uint8Array => {
  let at = 1;
  while (frame[at]! >= 0x80) at += 1;
  at += 2;
  while (frame[at]! >= 0x80) at += 1;
  return frame.subarray(at + 1);
};

const framed = (base64: string): Uint8Array => {
  const sound = Uint8Array.fromBase64(base64);
  const frame = new Uint8Array(8 + sound.length);
  frame[0] = 0x12;
  varint(frame, 1, sound.length + 4);
  frame[4] = 0x0a;
  varint(frame, 5, sound.length);
  frame.set(sound, 8);
  return frame;
};

/** Three bytes whatever the value: every reader takes a varint that is longer than it need be. */
const varint = (frame: Uint8Array, at: number, value: number) => {
  frame[at] = (value & 0x7f) | 0x80;
  frame[at + 1] = ((value >> 7) & 0x7f) | 0x80;
  frame[at + 2] = value >> 14;
};
