import { expect, it } from "vitest";
import { Line } from "./line.ts";
import { said } from "../testing/frames.ts";

const frame = (n: number) => new Int16Array(640).fill(n);
const speak = (line: Line, from: number, to: number) => {
  for (let n = from; n <= to; n += 1) line.speak(frame(n));
};
const collecting = () => {
  const sent: Uint8Array[] = [];
  return { sent, carrier: (it: Uint8Array<ArrayBuffer>) => sent.push(it) > 0 };
};
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

it("passes nothing on before it is opened or after it is closed", () => {
  const line = new Line();
  const { sent, carrier } = collecting();
  line.connect(carrier);
  speak(line, 1, 2);
  line.open();
  speak(line, 3, 4);
  line.close();
  speak(line, 5, 6);
  line.open();
  expect(said(sent)).toEqual([3, 4]);
});

it("keeps what is said while there is no carrier and passes it on in order", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 50);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  speak(line, 51, 52);
  expect(said(sent)).toEqual(range(1, 52));
});

it("keeps the newest 20 s and drops older frames", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 600);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  speak(line, 601, 1_500);
  expect(said(sent)).toEqual(range(101, 1_500));
});

it("sends 8 s of what no carrier took at once, and the rest a third faster than it is spoken, because the Worker takes no more", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 375);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  expect(said(sent)).toEqual(range(1, 200));
  speak(line, 376, 475);
  expect(said(sent)).toEqual(range(1, 335));
  speak(line, 476, 1_475);
  expect(said(sent)).toEqual(range(1, 1_475));
});

it("sends again, before all else, what a carrier took and the Worker never got", () => {
  const line = new Line();
  line.open();
  expect(line.rejoin(7_000)).toBe(0);
  const lost = collecting();
  line.connect(lost.carrier);
  speak(line, 1, 10);
  line.disconnect(lost.carrier);
  speak(line, 11, 12);
  // The Worker has the first four, and a part of the fifth.
  expect(line.rejoin(7_000 + 4 * 640 + 600)).toBe(8 * 640);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  expect([said(lost.sent), said(sent)]).toEqual([range(1, 10), range(5, 12)]);
  // Those count as sent by this carrier.
  expect(line.rejoin(7_000 + 4 * 640 + 600 + 7 * 640)).toBe(640);
  const last = collecting();
  line.connect(last.carrier);
  expect(said(last.sent)).toEqual([12]);
});

it.each([
  ["tells nothing", [7_000, null]],
  ["told nothing before", [null, 7_000]],
  ["counts from another number, having lost its memory", [7_000, 6_999]],
  ["counts more than was sent", [7_000, 7_000 + 11 * 640]],
])("sends nothing twice to a Worker that %s", (_, [before, after]) => {
  const line = new Line();
  line.open();
  line.rejoin(before ?? null);
  line.connect(collecting().carrier);
  speak(line, 1, 10);
  expect(line.rejoin(after ?? null)).toBe(0);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  expect(sent).toEqual([]);
});

it("sends all of it at once, as the Worker takes late what a line did not bring", () => {
  const line = new Line();
  line.open();
  line.rejoin(0);
  line.connect(collecting().carrier);
  speak(line, 1, 400);
  expect(line.rejoin(100 * 640)).toBe(300 * 640);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  expect(said(sent)).toEqual(range(101, 400));
  // What was lost with that line, too, is late, and so is what was said since.
  line.disconnect(carrier);
  speak(line, 401, 450);
  line.close();
  expect(line.rejoin(150 * 640)).toBe(300 * 640);
  expect(said(line.rest())).toEqual(range(151, 450));
});

it("sends no more than 8 s of it at once where the Worker has got nothing yet, or has lost its memory since", () => {
  const line = new Line();
  line.open();
  line.rejoin(0);
  line.connect(collecting().carrier);
  speak(line, 1, 400);
  line.rejoin(0);
  const fresh = collecting();
  line.connect(fresh.carrier);
  expect(said(fresh.sent)).toEqual(range(1, 199));
  line.rejoin(199 * 640);
  line.disconnect(fresh.carrier);
  speak(line, 401, 700);
  line.rejoin(100 * 640);
  const forgetful = collecting();
  line.connect(forgetful.carrier);
  expect(said(forgetful.sent)).toEqual(range(201, 400));
});

it("sends again no more than it kept", () => {
  const line = new Line();
  line.open();
  line.rejoin(0);
  line.connect(collecting().carrier);
  speak(line, 1, 600);
  expect(line.rejoin(0)).toBe(500 * 640);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  speak(line, 601, 1_500);
  expect(said(sent)).toEqual(range(101, 1_500));
});

it("sends what still waits when no more is said", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 300);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  line.beat();
  expect(said(sent)).toEqual(range(1, 300));
  line.beat();
  expect(said(sent).slice(300)).toEqual([0]);
});

it("counts a beat among what was sent, but does not keep it", () => {
  const line = new Line();
  line.open();
  line.rejoin(0);
  const { sent, carrier } = collecting();
  line.beat();
  line.connect(carrier);
  line.beat();
  speak(line, 1, 2);
  expect([said(sent), line.rejoin(2 * 640)]).toEqual([[0, 1, 2], 640]);
});

it("continues where a carrier stopped accepting frames", () => {
  const line = new Line();
  line.open();
  const sent: Uint8Array[] = [];
  let room = 2;
  line.connect((it) => {
    if (room === 0) return false;
    room -= 1;
    sent.push(it);
    return true;
  });
  speak(line, 1, 4);
  room = 10;
  speak(line, 5, 5);
  expect(said(sent)).toEqual([1, 2, 3, 4, 5]);
});

it("gives what it kept to the end, once, and not after it was opened again", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 2);
  line.close();
  speak(line, 3, 3);
  expect([said(line.rest()), said(line.rest())]).toEqual([[1, 2], []]);
  line.open();
  speak(line, 4, 4);
  line.close();
  line.open();
  expect(said(line.rest())).toEqual([]);
});

it("gives the end the newest 8 s, which is what the Worker takes at once, and nothing that was sent", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 250);
  line.close();
  expect(said(line.rest())).toEqual(range(51, 250));
  line.open();
  const { carrier } = collecting();
  line.connect(carrier);
  speak(line, 1, 20);
  line.disconnect(carrier);
  expect([line.hasRest, line.rest()]).toEqual([false, []]);
});

it("gives the end nothing if it kept only silence, as when typing", () => {
  const line = new Line();
  line.open();
  speak(line, 0, 0);
  expect(said(line.rest())).toEqual([]);
  line.speak(new Int16Array(640).fill(5, 320));
  line.close();
  expect(line.rest()).toHaveLength(1);
});

it("ignores a carrier that has been replaced", () => {
  const line = new Line();
  line.open();
  const [old, young] = [collecting(), collecting()];
  line.connect(old.carrier);
  line.connect(young.carrier);
  line.disconnect(old.carrier);
  speak(line, 1, 1);
  expect([said(old.sent), said(young.sent)]).toEqual([[], [1]]);
});
