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

it("lets nothing through before it is opened and after it is closed", () => {
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

it("keeps what is said while nobody carries it and hands it on in order", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 50);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  speak(line, 51, 52);
  expect(said(sent)).toEqual(range(1, 52));
});

it("keeps the newest 5 s and drops what is older", () => {
  const line = new Line();
  line.open();
  speak(line, 1, 200);
  const { sent, carrier } = collecting();
  line.connect(carrier);
  expect(said(sent)).toEqual(range(76, 200));
});

it("goes on where a carrier stopped taking frames", () => {
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

it("gives what it kept to the end, once, and to nobody after it was opened again", () => {
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

it("gives nothing to the end where it kept silence alone, as of one who types", () => {
  const line = new Line();
  line.open();
  speak(line, 0, 0);
  expect(said(line.rest())).toEqual([]);
  line.speak(new Int16Array(640).fill(5, 320));
  line.close();
  expect(line.rest()).toHaveLength(1);
});

it("is left alone by a carrier that another has replaced", () => {
  const line = new Line();
  line.open();
  const [old, young] = [collecting(), collecting()];
  line.connect(old.carrier);
  line.connect(young.carrier);
  line.disconnect(old.carrier);
  speak(line, 1, 1);
  expect([said(old.sent), said(young.sent)]).toEqual([[], [1]]);
});
