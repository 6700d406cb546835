import { WebSocket, WebSocketServer } from "ws";

const { PORT = "0", GEMINI_BASE_URL = "" } = process.env;
const sessionStarted = Buffer.from([0x2a, 0x00]);

type Message = { setupComplete?: object; serverContent?: { modelTurn?: { parts: { inlineData: { data: string } }[] } } };

/** The floor: the same wire formats between two sockets of one Node process, without a platform around it. */
new WebSocketServer({ port: Number(PORT), host: "127.0.0.1", perMessageDeflate: false }).on("connection", (client) => {
  const gemini = new WebSocket(GEMINI_BASE_URL.replace(/^http/, "ws"), { perMessageDeflate: false });
  gemini.on("open", () => gemini.send('{"setup":{"model":"models/bench"}}'));
  gemini.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString("utf8")) as Message;
    if (message.setupComplete) return client.send(sessionStarted);
    for (const part of message.serverContent?.modelTurn?.parts ?? []) client.send(framed(part.inlineData.data));
  });
  client.on("message", (frame: Buffer) => {
    const base64 = soundIn(frame).toString("base64");
    gemini.send(`{"realtimeInput":{"audio":{"data":"${base64}","mimeType":"audio/pcm;rate=16000"}}}`);
  });
  client.on("close", () => gemini.close());
  gemini.on("close", () => client.close());
  for (const socket of [client, gemini]) socket.on("error", () => socket.terminate());
});

const soundIn = (frame: Buffer): Buffer => {
  let at = 1;
  while (frame[at]! >= 0x80) at += 1;
  at += 2;
  while (frame[at]! >= 0x80) at += 1;
  return frame.subarray(at + 1);
};

const framed = (base64: string): Buffer => {
  const sound = Buffer.from(base64, "base64");
  const frame = Buffer.allocUnsafe(8 + sound.length);
  const { length } = sound;
  frame.set([0x12, ((length + 4) & 0x7f) | 0x80, (((length + 4) >> 7) & 0x7f) | 0x80, (length + 4) >> 14]);
  frame.set([0x0a, (length & 0x7f) | 0x80, ((length >> 7) & 0x7f) | 0x80, length >> 14], 4);
  frame.set(sound, 8);
  return frame;
};
