import { expect, it } from "vitest";
import { EchoPath } from "./echo-path.ts";

const interviewerDb = -20;

/** An echo path, how it is told of sound that comes back `lossDb` quieter, and the loss up to which that is expected. */
const begin = () => {
  const path = new EchoPath();
  const hear = (seconds: number, lossDb: number) => {
    for (let window = 0; window < Math.round(seconds * 50); window++) path.heard(interviewerDb - lossDb, interviewerDb);
  };
  const expected = () => interviewerDb - path.levelDb(interviewerDb);
  return { hear, expected };
};

it("expects the interviewer to come back 12 dB quieter until a second and a half of them was heard, then 12 dB louder than they did", () => {
  const { hear, expected } = begin();
  const seen = [expected(), (hear(1.48, 40), expected()), (hear(0.02, 40), expected()), (hear(5, 15), expected())];
  expect(seen).toEqual([12, 12, 28, 12]);
});

it("concludes nothing from the newest second, or two once it knows more, in which the candidate may have begun to speak", () => {
  const { hear, expected } = begin();
  hear(1, 40);
  const soon = [(hear(0.5, 5), expected()), (hear(0.5, 5), expected())];
  const { hear: hearLater, expected: later } = begin();
  hearLater(10, 40);
  const late = [(hearLater(2, 5), later()), (hearLater(0.5, 5), later())];
  expect([soon, late]).toEqual([
    [28, 28],
    [28, 12],
  ]);
});

it("takes the least loss of the last six seconds, and forgets it then for good", () => {
  const { hear, expected } = begin();
  hear(6, 40);
  hear(0.02, 30);
  hear(0.48, 40);
  const seen = [(hear(1.5, 40), expected()), (hear(0.5, 40), expected()), (hear(3.5, 40), expected()), (hear(0.5, 40), expected())];
  expect(seen).toEqual([28, 18, 18, 28]);
  expect((hear(5, 40), expected())).toBe(28);
});
