import { expect, it } from "vitest";
import { type Segment, Segments } from "./segments.ts";

const frame = (value: number) => new Int16Array(640).fill(value);
const speech = (value: number) => new Uint8Array(Int16Array.from({ length: 960 }, () => value).buffer);
/** The first sample, the last sample and the length in ms of a segment. */
const heard = ({ speaker, atMs, wav }: Segment) => {
  const pcm = new Int16Array(wav.buffer, 44);
  const hz = new DataView(wav.buffer).getUint32(24, true);
  return [`${speaker} at ${atMs}`, pcm[0], pcm.at(-1), (1000 * pcm.length) / hz];
};

const begin = () => {
  const kept: Segment[] = [];
  let nowMs = 0;
  const segments = new Segments(
    (it) => kept.push(it),
    () => nowMs,
  );
  const speak = (from: number, count: number) => {
    for (let at = 0; at < count; at += 1) {
      nowMs += 40;
      segments.candidate(frame(from + at));
    }
  };
  return { segments, speak, kept: () => kept.map(heard) };
};

it("keeps an answer from 800 ms before the Worker heard it until its end, under its words", () => {
  const { segments, speak, kept } = begin();
  speak(0, 100);
  segments.turn("ANSWERING");
  speak(100, 50);
  segments.turn("DUE");
  speak(150, 10);
  segments.said({ speaker: "USER", isFinal: false, seq: 2, atMs: 3_900 });
  expect(kept()).toEqual([]);
  segments.said({ speaker: "USER", isFinal: true, seq: 2, atMs: 3_900 });
  segments.said({ speaker: "USER", isFinal: true, seq: 2, atMs: 3_900 });
  expect(kept()).toEqual([["USER at 3900", 80, 149, 2_800]]);
});

it("keeps an answer whose words come before its end", () => {
  const { segments, speak, kept } = begin();
  speak(0, 30);
  segments.turn("ANSWERING");
  segments.said({ speaker: "USER", isFinal: true, seq: 2, atMs: 1_000 });
  speak(30, 10);
  segments.turn("OPEN");
  expect(kept()).toEqual([["USER at 1000", 10, 39, 1_200]]);
});

it("assigns late words to the last answer", () => {
  const { segments, speak, kept } = begin();
  segments.turn("ANSWERING");
  speak(0, 10);
  segments.turn("INTERVIEWER");
  speak(10, 250);
  segments.said({ speaker: "USER", isFinal: true, seq: 3, atMs: 10_400 });
  expect(kept()).toEqual([["USER at 10400", 0, 9, 400]]);
});

it("keeps all of an answer that continues before anybody replies, under one line", () => {
  const { segments, speak, kept } = begin();
  const answer = (from: number) => {
    segments.turn("ANSWERING");
    speak(from, 10);
    segments.turn("DUE");
  };
  const said = () => segments.said({ speaker: "USER", isFinal: true, seq: 2, atMs: 0 });
  answer(0);
  said();
  answer(10);
  segments.interviewer(speech(1));
  said();
  segments.turn("INTERVIEWER");
  expect(kept()).toEqual([
    ["USER at 0", 0, 9, 400],
    ["USER at 0", 0, 19, 800],
  ]);
});

it("keeps all of it also when words come before its end", () => {
  const { segments, speak, kept } = begin();
  const said = () => segments.said({ speaker: "USER", isFinal: true, seq: 2, atMs: 0 });
  segments.turn("ANSWERING");
  speak(0, 20);
  segments.turn("DUE");
  said();
  segments.turn("ANSWERING");
  said();
  speak(20, 10);
  segments.turn("INTERVIEWER");
  expect(kept()).toEqual([
    ["USER at 0", 0, 19, 800],
    ["USER at 0", 0, 29, 1_200],
  ]);
});

it("adds nothing to an answered line that is reported again", () => {
  const { segments, speak, kept } = begin();
  const said = (seq: number, atMs: number) => segments.said({ speaker: "USER", isFinal: true, seq, atMs });
  segments.turn("ANSWERING");
  speak(0, 10);
  segments.turn("DUE");
  said(2, 0);
  segments.interviewer(speech(1));
  segments.turn("ANSWERING");
  said(2, 0);
  speak(10, 10);
  segments.turn("DUE");
  said(4, 400);
  expect(kept()).toEqual([
    ["USER at 0", 0, 9, 400],
    ["USER at 400", 10, 19, 400],
  ]);
});

it("never assigns an untranscribed answer's audio to another answer, nor any to a typed one", () => {
  const { segments, speak, kept } = begin();
  segments.turn("ANSWERING");
  speak(0, 10);
  segments.turn("OPEN");
  speak(10, 250);
  segments.turn("ANSWERING");
  speak(260, 10);
  segments.turn("DUE");
  segments.said({ speaker: "USER", isFinal: true, isTyped: true, seq: 2, atMs: 10_000 });
  segments.said({ speaker: "USER", isFinal: true, seq: 3, atMs: 10_000 });
  expect(kept()).toEqual([["USER at 10000", 240, 269, 1_200]]);
});

it("keeps the interviewer's words, line by line, including the last at the end", () => {
  const { segments, kept } = begin();
  segments.interviewer(speech(1));
  segments.said({ speaker: "AI", isFinal: false, seq: 1, atMs: 100 });
  segments.interviewer(speech(2));
  segments.said({ speaker: "AI", isFinal: true, seq: 1, atMs: 100 });
  segments.interviewer(speech(3));
  segments.said({ speaker: "AI", isFinal: false, seq: 2, atMs: 9_000 });
  segments.interviewer(speech(4));
  segments.turn("ANSWERING");
  segments.interviewer(speech(5));
  segments.said({ speaker: "AI", isFinal: true, seq: 4, atMs: 20_000 });
  segments.close();
  expect(kept()).toEqual([
    ["AI at 100", 1, 3, 120],
    ["AI at 9000", 4, 4, 40],
    ["AI at 20000", 5, 5, 40],
  ]);
});

it("keeps words that come again on a new connection once", () => {
  const { segments, kept } = begin();
  segments.said({ speaker: "AI", isFinal: false, seq: 1, atMs: 0 });
  for (const value of [1, 2, 3]) segments.interviewer(speech(value));
  segments.takeBack(80);
  for (const value of [2, 3, 4]) segments.interviewer(speech(value));
  segments.close();
  expect(kept()).toEqual([["AI at 0", 1, 4, 160]]);
});
