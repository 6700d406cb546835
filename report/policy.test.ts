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
    "You were a bit insecure here.",
    "You were aggressive.",
    "You were very clever here.",
    "You are too old.",
    "You are disabled.",
    "You are lazy.",
    "As a large language model I cannot say.",
  ])("is about the answer and not about the person: %s", (text) => {
    expect(offenceIn(text)).not.toBeNull();
  });

  it.each([
    "You are a natural leader.",
    "You were really brilliant here.",
    "You are clearly an expert.",
    "You are such a talented engineer.",
    "This was a flawless performance.",
    "Amazing answer in every way.",
    "You did a fantastic job.",
    "You deserve five of five.",
  ])("flatters nobody: %s", (text) => {
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
    "You would probably not pass.",
    "This answer would fail most interviews.",
    "Your answer was not good enough.",
    "You are in the top 5 of all candidates.",
    "You are in the 90th percentile.",
    "Your answer was below average.",
    "You are worth hiring for this role.",
    "You should get this job.",
    "I would give you the job.",
    "You would do well in this role.",
    "You are ready for this position.",
    "Your overall score is high.",
    "A clear 5 out of 5.",
    "You beat most people on this.",
    "You ranked first on this question.",
  ])("is no verdict, no total and no comparison: %s", (text) => {
    expect(["verdict", "comparison"]).toContain(offenceIn(text));
  });

  it.each([
    "He named two actions.",
    "You were asked for a conflict; she described one.",
    "The candidate named what you asked for.",
    "The answer shows his own part.",
  ])("addresses the candidate, and does not talk about them: %s", (text) => {
    expect(offenceIn(text)).toBe("person");
  });

  it.each([
    "You rambled here.",
    "You stumbled over the name.",
    "Slow down.",
    "You need to slow down when you name it.",
    "Say it with more energy.",
    "Take a breath first.",
    "You spoke for two minutes without a break.",
    "You talked for a long time before the point.",
    "Your answer took ninety seconds.",
    "Your answer lasted almost three minutes.",
    "There was a long silence before your answer.",
    "You were silent for a while.",
    "You took a long time to answer.",
    "You said um several times.",
    "Your delivery was smooth.",
    "You were very articulate.",
    "You spoke at 150 words a minute.",
    "You interrupted the interviewer twice.",
    "You spoke over the interviewer.",
  ])("says nothing about the delivery: %s", (text) => {
    expect(offenceIn(text)).toBe("voice");
  });

  it.each([
    "Connect your background in data to this role.",
    "You spoke for the team in that meeting.",
    "You said the answer took two minutes to compute.",
    "Your answer took both sides into account.",
    "You said how long the outage lasted, ninety seconds.",
    "You named the delivery date, and who set it.",
    "Articulate the trade-off in one sentence.",
    "You silenced the alert first, and said why.",
    "You said that 4 out of 5 users stayed.",
    "You said why you are ready for this role.",
    "You said how you would do the job in the first month.",
    "You named what you would be doing in this role.",
    "You ranked the risks, and you ranked cost first.",
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
    "You gave the average response time before and after the change.",
    "You named the 99th percentile latency before and after.",
    "You listed the top 3 risks and how you settled each.",
    "You named an above-average error rate in one region.",
    "You explained why an approximate count was good enough.",
    "You did not say what would fail first when the queue fills up.",
    "You described how the tests would pass before each merge.",
    "You named what you learned in the next round of user tests.",
    "You said the service scored 98 in Lighthouse.",
    "You named the discount, but not what let you make the offer.",
    "You named how the new hire was onboarded.",
    "You said how you would hire for the role.",
    "You disabled the feature flag within ten minutes.",
    "You described how the form was made accessible for disabled users.",
    "You said the codebase was ten years old.",
    "You said the cached data was too old to be shown.",
    "You chose lazy loading for the images.",
    "You described an aggressive deadline and what you left out.",
    "You named a smarter index as the fix.",
    "You described a mobile-friendly checkout.",
    "You lacked a staging environment, and said how you built one.",
    "You explained how the large language model was evaluated.",
    "You shortened the system prompt and measured the cost.",
    "You described the security posture of the service.",
    "You described the insecure endpoint and closed it.",
    "You compared strict and relaxed consistency.",
    "You named the SQL dialect that each tool speaks.",
    "You said the new pumps used less energy.",
    "You explained why queries slow down when the table grows.",
    "You said the rollout was paused.",
    "You described how you changed the team's attitude to testing.",
    "You said customers were unsure which plan they had.",
    "You said how confident the model was in each class.",
    "Stress the part that you did yourself.",
    "You stated what your manager wanted and what you told her.",
    "You explained how the perfect hash works.",
    "You named the outstanding work and who took it.",
    "You said that a natural key was the better choice.",
    "You named the expert whom you asked.",
    "You described the customer's complaint and how you settled it with him.",
  ])("may be about the work: %s", (text) => {
    expect(offenceIn(text)).toBeNull();
  });
});
