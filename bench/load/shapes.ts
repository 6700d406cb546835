import { ClientToServerMessage } from "../../proto/gen/interview.ts";
import { captureHz, speechHz } from "../../sound/pcm.ts";
import { piecesOf, speechLike } from "./sound.ts";

/** How sound is cut: ms of a frame up and of a part down, and whether Gemini sends empty messages between the parts. */
export type Shape = { name: string; upMs: number; downMs: number; hasEmpty: boolean; up: Uint8Array[]; down: Buffer[] };

const seconds = 2;

const shapeOf = (name: string, upMs: number, downMs: number, hasEmpty: boolean): Shape => ({
  name,
  upMs,
  downMs,
  hasEmpty,
  up: piecesOf(speechLike(captureHz, seconds), (captureHz / 500) * upMs).map((audioContent) =>
    ClientToServerMessage.encode({ payload: { $case: "audioChunk", value: { audioContent } } }).finish(),
  ),
  down: piecesOf(speechLike(speechHz, seconds * 4), (speechHz / 500) * downMs).map((sound) => {
    const inlineData = { mimeType: `audio/pcm;rate=${speechHz}`, data: Buffer.from(sound).toString("base64") };
    return Buffer.from(JSON.stringify({ serverContent: { modelTurn: { parts: [{ inlineData }], role: "model" } } }));
  }),
});

/** `real` is what our page and Google were seen to send; `small` is the smallest frames that a client may send. */
export const shapes: Readonly<Record<string, () => Shape>> = {
  real: () => shapeOf("real", 40, 320, true),
  small: () => shapeOf("small", 20, 40, false),
};
