import { once } from "node:events";
import { WebSocket } from "ws";
import * as z from "zod";

export type Frame = { binary: boolean; message: z.output<typeof serverMessage> };

export const serverMessage = z.looseObject({
  setupComplete: z.json().optional(),
  serverContent: z
    .looseObject({
      modelTurn: z
        .looseObject({
          parts: z.array(
            z.looseObject({
              text: z.string().optional(),
              thought: z.boolean().optional(),
              inlineData: z.strictObject({ mimeType: z.string(), data: z.base64() }).optional(),
            }),
          ),
        })
        .optional(),
      inputTranscription: z.strictObject({ text: z.string() }).optional(),
      outputTranscription: z.strictObject({ text: z.string() }).optional(),
      generationComplete: z.literal(true).optional(),
      turnComplete: z.literal(true).optional(),
      turnCompleteReason: z.string().optional(),
      interactionStatus: z.string().optional(),
      interrupted: z.literal(true).optional(),
    })
    .optional(),
  voiceActivity: z.strictObject({ type: z.string(), audioOffset: z.string() }).optional(),
  usageMetadata: z
    .looseObject({
      promptTokenCount: z.number(),
      responseTokenCount: z.number(),
      totalTokenCount: z.number(),
      promptTokensDetails: z.array(z.strictObject({ modality: z.string(), tokenCount: z.number() })),
    })
    .optional(),
  toolCall: z.strictObject({ functionCalls: z.array(z.strictObject({ id: z.string(), name: z.string(), args: z.json() })) }).optional(),
  sessionResumptionUpdate: z.strictObject({ newHandle: z.string().optional(), resumable: z.boolean().optional() }).optional(),
});

export const livePath = "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";

/** A bare WebSocket client of the Live API that keeps every frame it receives. */
export const call = async (port: number, target = `${livePath}?key=k`) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${target}`);
  const frames: Frame[] = [];
  const unreadable: string[] = [];
  const waiting = new Set<() => void>();
  const closed = once(socket, "close").then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  socket.on("message", (data, binary) => {
    const text = String(data);
    try {
      frames.push({ binary, message: serverMessage.parse(JSON.parse(text)) });
    } catch {
      unreadable.push(text);
    }
    waiting.forEach((check) => check());
  });
  await once(socket, "open");

  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (!holds()) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  const send = (message: unknown) => socket.send(typeof message === "string" ? message : JSON.stringify(message));

  return {
    socket,
    frames,
    unreadable,
    closed,
    send,
    until,
    messages: () => frames.map(({ message }) => message),
    untilCount: (kind: Kind, count = 1) => until(() => frames.filter(({ message }) => kinds(message).includes(kind)).length >= count),
    setUp: async (setup: Record<string, unknown> = {}) => {
      send({ setup: { model: "models/gemini-3.8-live", ...setup } });
      await until(() => frames.some(({ message }) => message.setupComplete !== undefined));
    },
    hear: (pcm: Buffer) => send({ realtimeInput: { audio: { data: pcm.toString("base64"), mimeType: "audio/pcm;rate=16000" } } }),
  };
};

export type Kind = ReturnType<typeof kinds>[number];

/** The kinds of news in a message, of which it may carry several. */
export const kinds = (message: Frame["message"]) => {
  const content = message.serverContent ?? {};
  const parts = content.modelTurn?.parts ?? [];
  const update = message.sessionResumptionUpdate;
  const present = {
    setupComplete: message.setupComplete !== undefined,
    thought: parts.some((part) => part.thought === true),
    sound: parts.some((part) => part.inlineData !== undefined),
    caption: content.outputTranscription !== undefined,
    heard: content.inputTranscription !== undefined,
    interrupted: content.interrupted === true,
    generationComplete: content.generationComplete === true,
    turnComplete: content.turnComplete === true,
    usage: message.usageMetadata !== undefined,
    toolCall: message.toolCall !== undefined,
    cancelled: message.toolCallCancellation !== undefined,
    goAway: message.goAway !== undefined,
    handle: update?.newHandle !== undefined,
    noHandle: update !== undefined && update.newHandle === undefined,
  };
  return Object.entries(present).flatMap(([kind, is]) => (is ? [kind as keyof typeof present] : []));
};

/** The conversation as a list of kinds, without immediate repeats. */
export const story = (frames: Frame[]) => frames.flatMap(({ message }) => kinds(message)).filter((kind, at, all) => kind !== all[at - 1]);

export const soundOf = (frames: Frame[]) =>
  Buffer.concat(
    frames.flatMap(({ message }) =>
      (message.serverContent?.modelTurn?.parts ?? []).map((part) => Buffer.from(part.inlineData?.data ?? "", "base64")),
    ),
  );

export const captionOf = (frames: Frame[]) => frames.map(({ message }) => message.serverContent?.outputTranscription?.text ?? "").join("");
export const heardOf = (frames: Frame[]) => frames.map(({ message }) => message.serverContent?.inputTranscription?.text ?? "").join("");
export const handlesOf = (frames: Frame[]) => frames.flatMap(({ message }) => message.sessionResumptionUpdate?.newHandle ?? []);

/** PCM16 at 16 kHz: a square wave of -12 dBFS, and digital silence. */
export const voice = (ms: number) => {
  const pcm = Buffer.alloc(ms * 32);
  for (let sample = 0; sample < pcm.length / 2; sample++) pcm.writeInt16LE(sample % 40 < 20 ? 8000 : -8000, sample * 2);
  return pcm;
};
export const quiet = (ms: number) => Buffer.alloc(ms * 32);
