import { describe, expect, it } from "vitest";
import { type Coverage, questionPlan } from "../../contract/question-plan.ts";
import { knownSetup } from "../../contract/setup.ts";
import { fullSetup } from "../../contract/testing/full-setup.ts";
import { interviewTypes, lengthsMinutes, plannedKinds } from "../../contract/vocabulary.ts";
import { bank } from "./bank.ts";
import { bankPlan } from "./bank-plan.ts";
import { askedIn, namedIn, nextOf, nothingCovered, stateOf, withAsked, withSkipped } from "./coverage.ts";

const setup = knownSetup.parse({ role: "Pilot" });
const textsOf = (plan: ReturnType<typeof bankPlan>) => plan.questions.map(({ question }) => question);

describe("the bank", () => {
  it("has ten questions of each of twelve kinds, unique and short enough to be spoken", () => {
    expect(Object.keys(bank)).toEqual([...plannedKinds]);
    const all = Object.values(bank).flat();
    expect(Object.values(bank).map((it) => it.length)).toEqual(plannedKinds.map(() => 10));
    expect(new Set(all.map(([, question]) => question)).size).toBe(120);
    expect(all.filter(([topic, question]) => topic.length > 30 || question.length > 160)).toEqual([]);
  });

  it("gives a valid plan for every type and length, without repeating a question", () => {
    for (const type of [null, ...interviewTypes])
      for (const minutes of [null, ...lengthsMinutes]) {
        const plan = questionPlan.parse(bankPlan({ ...setup, type, minutes }, "a"));
        expect(plan.questions).toHaveLength(minutes === null ? 7 : { 10: 4, 20: 6, 30: 7, 45: 9, 60: 12 }[minutes]);
        expect(new Set(textsOf(plan)).size).toBe(plan.questions.length);
        expect(new Set(plan.questions.map(({ id }) => id)).size).toBe(plan.questions.length);
      }
  });

  it("gives an interview the same plan each time, and other interviews different ones", () => {
    expect(bankPlan(setup, "a")).toEqual(bankPlan(setup, "a"));
    expect(textsOf(bankPlan(setup, "a"))).not.toEqual(textsOf(bankPlan(setup, "b")));
  });

  it("asks the candidate's own questions first and word for word, then focuses on their topics", () => {
    const plan = questionPlan.parse(bankPlan(fullSetup, "a"));
    expect(plan.questions.map(({ source }) => source)).toEqual(["own", ...Array<string>(6).fill("role")]);
    expect(textsOf(plan)[0]).toBe("What did the last outage cost?");
    expect(plan.questions.map(({ topic }) => topic)).toEqual(expect.arrayContaining(["Incidents", "Capacity"]));
    const many = Array.from({ length: 10 }, (_, at) => `${at} ${"word ".repeat(55)}?`);
    const long = questionPlan.parse(bankPlan({ ...fullSetup, minutes: 10, questions: many }, "a"));
    expect(textsOf(long)).toEqual(many);
    expect(long.questions[0]?.topic).toMatch(/word…$/);
  });

  it("asks beginners about leading only if they ask for it", () => {
    const kinds = (it: object) => bankPlan({ ...setup, minutes: 60, ...it }, "a").questions.map(({ kind }) => kind);
    expect(kinds({ type: "BEHAVIOURAL", level: "INTERN" })).not.toContain("LEADERSHIP");
    expect(kinds({ type: "LEADERSHIP", level: "INTERN" })).toContain("LEADERSHIP");
  });
});

describe("what was asked", () => {
  const plan = bankPlan(
    {
      ...setup,
      questions: [
        "Which outage taught you most?",
        "¿Qué aprendiste?",
        "Describe a quarrel, and how it ended.",
        "What's the lesson you've learned, and don't forget?",
        "Why don't you want to stay?",
      ],
    },
    "a",
  );
  it.each([
    ["in the planned words", "Which outage taught you most?", "q1"],
    ["in other words, after a sentence on the answer", "I see, thank you. Tell me: which outage has taught you?", "q1"],
    ["in another language", "Muy bien. ¿Qué aprendiste?", "q2"],
    ["as a request that is planned as one", "Thank you. Now describe a quarrel you had, and how it ended.", "q3"],
    ["without a question", "An outage taught you most. Let us go on.", undefined],
    ["something else", "What else happened in the outage that night at work?", undefined],
    ["with other apostrophes", "Thank you. What\u2019s a lesson that you\u2019ve learned and don\u2019t ignore?", "q4"],
    ["with nothing in common but a contraction", "Sorry, I don't want to hurry you. Shall we go on?", undefined],
  ])("is noticed %s", (_, words, id) => {
    expect(askedIn(plan, words, "en")?.id).toBe(id);
  });

  it.each([
    ["hi", "और किसी ऐसी कठिन समस्या के बारे में बताइए जो आपने हल की।", "q1"],
    ["hi", "नमस्ते, आज आने के लिए धन्यवाद। मैं आपका साक्षात्कार लूँगा, चलिए शुरू करते हैं।", undefined],
    ["hi", "आप हमारे यहाँ यह नौकरी क्यों चाहते हैं?", "q2"],
    ["ja", "では、これまでに解決した難しい問題について教えていただけますか？", "q1"],
    ["ja", "ところで、当社を志望された理由は何ですか。なぜこの会社なのですか？", "q2"],
    ["ja", "では次に、なぜこの会社を志望されましたか。", "q2"],
    ["ja", "そのとき、何をされましたか？", undefined],
    ["ja", "それについてもう少し教えてください。", undefined],
    ["de", "Danke. Können Sie mir von einem Konflikt erzählen, den es in Ihrem Team gab?", "q1"],
    ["de", "Was haben Sie daraus denn gelernt?", "q2"],
    ["de", "Was haben Sie dann gemacht?", undefined],
    ["de", "Erzählen Sie mir mehr von der Lösung.", undefined],
  ] as const)("is told by its words in %s: %s", (language, said, id) => {
    const questions = {
      hi: ["किसी कठिन समस्या के बारे में बताइए जिसे आपने हल किया।", "आप यह नौकरी क्यों चाहते हैं?", "अपनी टीम में हुए किसी मतभेद के बारे में बताइए।"],
      ja: ["ご自身が解決した難しい問題について教えてください。", "なぜこの会社を志望されましたか？"],
      de: ["Erzählen Sie mir von einem Konflikt in Ihrem Team.", "Was haben Sie daraus gelernt?"],
    }[language];
    expect(askedIn(bankPlan({ ...setup, questions }, "a"), said, language)?.id).toBe(id);
  });

  it("is the question that shares most words with what was said, and the earlier one on a tie", () => {
    const questions = ["What did the outage cost?", "What did the outage cost, and who paid for it?", "What did the outage cost?"];
    const alike = bankPlan({ ...setup, questions }, "a");
    expect(askedIn(alike, "What did the outage cost, and who paid?", "en")?.id).toBe("q2");
    expect(askedIn(alike, "What did the outage cost?", "en")?.id).toBe("q1");
  });

  it("is found by its id in any spelling", () => {
    expect(["q2", "Q2", " 2 ", "q99", ""].map((given) => namedIn(plan, given)?.id)).toEqual(["q2", "q2", "q2", undefined, undefined]);
  });
});

describe("progress through the plan", () => {
  const plan = bankPlan({ ...setup, minutes: 10 }, "a");
  const states = (it: Coverage) => plan.questions.map(({ id }) => stateOf(it, id));
  const asked = (...ids: string[]) => ids.reduce(withAsked, nothingCovered);

  it("is the last question asked, those before it and those to come", () => {
    expect(states(nothingCovered)).toEqual(["PLANNED", "PLANNED", "PLANNED", "PLANNED"]);
    expect(states(asked("q1", "q3"))).toEqual(["DONE", "PLANNED", "CURRENT", "PLANNED"]);
    expect(nextOf(plan, asked("q1", "q3"))?.id).toBe("q2");
  });

  it("lists a question that the interviewer returns to once, as the newest", () => {
    expect(asked("q1", "q2", "q1")).toEqual({ asked: ["q2", "q1"], skipped: [] });
  });

  it("passes over what the candidate skips until it is asked again, and nothing when nothing was asked", () => {
    expect(withSkipped(nothingCovered)).toEqual(nothingCovered);
    const skipped = withSkipped(withSkipped(asked("q1", "q2")));
    expect([skipped, states(skipped)]).toEqual([{ asked: ["q1", "q2"], skipped: ["q2"] }, ["DONE", "SKIPPED", "PLANNED", "PLANNED"]]);
    expect(states(withAsked(skipped, "q2"))).toEqual(["DONE", "CURRENT", "PLANNED", "PLANNED"]);
  });

  it("is complete when nothing is to come", () => {
    expect(nextOf(plan, withSkipped(asked("q4", "q3", "q2", "q1")))).toBeNull();
  });
});
