import { describe, expect, it } from "vitest";
import { offenceIn } from "./policy.ts";

describe("a sentence of a report", () => {
  it.each([
    "This was an embarrassing answer.",
    "Your answer was terrible.",
    "That was a stupid thing to say.",
    "You lied about the result.",
    "This reads as dishonest.",
    "You are a poor communicator.",
    "You have a bad attitude.",
    "You don't know what you are doing.",
  ])("is never rude: %s", (text) => {
    expect(offenceIn(text)).toBe("rude");
  });

  it.each([
    "You sounded unsure of the figure.",
    "You seemed unprepared.",
    "You appeared uncertain about the number.",
    "You came across as defensive.",
    "You were defensive here.",
    "You were too vague.",
    "You are very inexperienced.",
    "You lack passion.",
    "You lacked ownership.",
    "Your confidence in the answer was low.",
  ])("is about the answer and not about the person: %s", (text) => {
    expect(offenceIn(text)).not.toBeNull();
  });

  it.each([
    "You would not get an offer.",
    "You are not senior enough.",
    "This would not get you to the next round.",
    "You are overqualified.",
    "You would make the shortlist.",
    "You scored 7 out of 10.",
    "That is 85% overall.",
    "An average answer for this level.",
    "A below-average answer.",
    "Most people would name a figure.",
    "Unlike other people you named one.",
  ])("is no verdict, no total and no comparison: %s", (text) => {
    expect(["verdict", "comparison"]).toContain(offenceIn(text));
  });

  it.each(["You rambled here.", "You stumbled over the name.", "Slow down.", "Say it with more energy.", "Take a breath first."])(
    "is not about how it was spoken: %s",
    (text) => {
      expect(offenceIn(text)).toBe("voice");
    },
  );

  it.each([
    "Connect your background in data to this role.",
    "Say what your background adds to the team.",
    "You paused the rollout when errors rose.",
    "You named how many engineers you hired.",
    "You hired two people for it, and said why.",
    "You named the hiring plan.",
    "You named the stressful deadline.",
    "You described the frustrated customer and what you did.",
    "You named why the nurses were afraid of the change.",
    "You gave 95 % confidence as the target.",
    "You showed how confidence in the release grew.",
    "You said how other people in the team took it.",
    "You said most people used the old one.",
    "You moved it from ASP.NET Core to socket.io.",
    "You described how the team spoke up about it.",
    "You looked at the logs, and came across a deadlock.",
    "You seem to have left out the result.",
    "You said that you would bring sales in früher, as in Zürich.",
    "The garbage collector was named, its cost was not.",
    "The reason fits any company.",
    "You cut the error rate by 20 % over all regions.",
    "You named the vague requirement and how you settled it.",
    "You said that 9 out of 10 customers stayed.",
  ])("may be about the work: %s", (text) => {
    expect(offenceIn(text)).toBeNull();
  });
});
