import { expect, it } from "vitest";
import { isTelephone, MicrophoneJudge } from "./microphone-judge.ts";

const calm = new Int16Array(640).fill(1);
const clipped = new Int16Array(640).fill(32_767, 0, 3);
const rmsOf = (db: number) => 10 ** (db / 20);

/** The verdict on parts of sound, each of some seconds at a level (dBFS). A voice pauses between its words: the room is heard there. */
const judge = (...parts: { seconds: number; db: number; pcm?: Int16Array }[]) => {
  const it = new MicrophoneJudge();
  for (const { seconds, db, pcm = calm } of parts)
    for (let frame = 0; frame < seconds * 25; frame += 1) it.hear(pcm, db === -Infinity ? 0 : rmsOf(db));
  return it.sounding;
};
const room = { seconds: 1, db: -70 };

it.each([
  ["nothing yet", [room], "listening"],
  ["a voice that is clear", [room, { seconds: 1.2, db: -25 }], "good"],
  ["a voice that is far away", [room, { seconds: 1.2, db: -45 }], "quiet"],
  [
    "a voice in a loud room",
    [
      { seconds: 1, db: -40 },
      { seconds: 1.2, db: -22 },
    ],
    "noisy",
  ],
  [
    "a voice that hardly rises above its room",
    [
      { seconds: 1, db: -47 },
      { seconds: 1.2, db: -37 },
    ],
    "noisy",
  ],
  ["a voice that distorts", [room, { seconds: 1.2, db: -3, pcm: clipped }], "loud"],
  [
    "a voice from the first word on",
    [
      { seconds: 0.4, db: -25 },
      { seconds: 0.2, db: -70 },
      { seconds: 1.2, db: -25 },
    ],
    "good",
  ],
  [
    "a voice with one loud cough",
    [room, { seconds: 1.2, db: -25 }, { seconds: 0.12, db: -3, pcm: clipped }, { seconds: 8, db: -70 }],
    "good",
  ],
  ["a room in which nobody speaks", [{ seconds: 6, db: -70 }], "unvoiced"],
  ["a click, then nobody", [room, { seconds: 0.04, db: -20 }, { seconds: 5, db: -70 }], "listening"],
  ["exact zeros for two seconds", [{ seconds: 2, db: -Infinity }], "nothing"],
  ["zeros for a moment", [{ seconds: 1.9, db: -Infinity }], "listening"],
] as const)("judges %s", (_, parts, sounding) => {
  expect(judge(...parts)).toBe(sounding);
});

it("no longer reports silence once sound arrives", () => {
  expect(judge({ seconds: 3, db: -Infinity }, room, { seconds: 1.2, db: -25 })).toBe("good");
});

it.each([
  [{ label: "AirPods Pro", sampleRate: 48_000 }, true],
  [{ label: "Headset (WH-1000XM4 Hands-Free)", sampleRate: undefined }, true],
  [{ label: "Internal", sampleRate: 16_000 }, true],
  [{ label: "USB Headset", sampleRate: 48_000 }, false],
  // What WebKitGTK 2.50 says of every microphone.
  [{ label: "Internal", sampleRate: 0 }, false],
])("recognises telephone quality by name or sample rate: %j", (device, isOne) => {
  expect(isTelephone(device)).toBe(isOne);
});
