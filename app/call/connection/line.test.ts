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

it("keeps the newest 5 s and drops older frames", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 200);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  expect(said(sent)).toEqual(range(76, 200));
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
