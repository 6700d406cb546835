import { expect, it } from "vitest";
import { RoomNoise } from "./room-noise.ts";

const zero = -110;
/** Sound that is as uneven as speech. */
const uneven = (window: number) => (window % 2 === 0 ? -35 : -20);

/** A room, and how it hears so many windows of 20 ms of a level in dB. Returns whether it took any of that for noise. */
const begin = () => {
  const room = new RoomNoise();
  const hear = (windows: number, level: number | ((window: number) => number), isSpeech = false) => {
    let isNoise = false;
    for (let window = 0; window < windows; window++) {
      isNoise = room.learn(typeof level === "number" ? level : level(window)) || isNoise;
      room.judged(isSpeech);
    }
    return isNoise;
  };
  return { room, hear };
};

it("puts the floor 2 dB above the lowest level of the last three seconds", () => {
  const { room, hear } = begin();
  const seen = [
    room.floorDb,
    (hear(50, -50), room.floorDb),
    (hear(125, uneven, true), room.floorDb),
    (hear(25, uneven, true), room.floorDb),
  ];
  expect(seen).toEqual([-90, -48, -48, -33]);
  hear(3, -60);
  expect(room.floorDb).toBe(-58);
});

it("takes what is flat for two buckets of half a second for noise, however loud, and nothing else", () => {
  const flat = begin();
  flat.hear(50, -60);
  expect([flat.hear(74, -30), flat.room.floorDb]).toEqual([false, -58]);
  expect([flat.hear(1, -30), flat.room.floorDb]).toEqual([true, -28]);
  const steps = [6.9, 7].map((stepDb) => {
    const { hear } = begin();
    hear(50, -60);
    return hear(75, (window) => -30 - (window % 2) * stepDb);
  });
  expect(steps).toEqual([true, false]);
});

it("knows nothing of a source that is gated, until what it hears must be a room", () => {
  const after = (sound: number | ((window: number) => number), ...windows: number[]) => {
    const { room, hear } = begin();
    hear(25, zero);
    return [room.floorDb, ...windows.map((count) => (hear(count, sound), room.floorDb))];
  };
  expect(after(-50, 49, 1)).toEqual([-56, -56, -48]);

  expect(after(-30, 499, 1)).toEqual([-56, -56, -28]);
  expect(after(uneven, 149, 1)).toEqual([-56, -56, -33]);
});

it("forgets a room for 200 ms of digital zero, unless it was heard for half a second without speech", () => {
  const forgets = (windows: number, zeros: number, isSpeech = false) => {
    const { room, hear } = begin();
    hear(windows, -60, isSpeech);
    hear(zeros, zero);
    return room.floorDb === -56;
  };
  expect([forgets(24, 10), forgets(24, 9), forgets(25, 10), forgets(100, 10, true)]).toEqual([true, false, false, true]);
});

it("judges a gated source each time by what came after its silence", () => {
  const { room, hear } = begin();
  const seen = [0, 1].map(() => {
    hear(50, uneven, true);
    hear(25, zero);
    return [room.floorDb, (hear(49, -50, true), room.floorDb), (hear(1, -50, true), room.floorDb), (hear(25, -20, true), room.floorDb)];
  });
  expect(seen).toEqual([
    [-56, -56, -48, -48],
    [-56, -56, -48, -48],
  ]);
});
