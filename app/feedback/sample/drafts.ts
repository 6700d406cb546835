import type { AssessmentDraft, CoachingDraft } from "../../../report/draft.ts";

const quoted =
  (entry: string) =>
  (...quotes: string[]) =>
    quotes.map((quote) => ({ entry, quote }));
const [tickets, overtime, refunds, part, first] = ["U1", "U2", "U3", "U4", "U5"].map(quoted) as [Quoted, Quoted, Quoted, Quoted, Quoted];
type Quoted = ReturnType<typeof quoted>;

const before = "we had about nine hundred open tickets, and customers waited four days for a first answer";
const opinions = "different opinions about refunds";
const settled = "in the end we sort of found a way that worked for everybody";
const going = "I think I mostly kept the conversation going";
const list = "that list had forty questions on it, and a page for the first ten saved us an hour a day";
const own = "how do you notice today that an answer did not help?";

const rating = (dim: string, score: number | null, gap: string, evidence: object[]) => ({ dim, score, gap, evidence });
const told = (part: string, status: string, evidence: object[]) => ({ part, status, evidence });

/** What a model would write about the sample interview, here written by hand. */
export const sampleAssessment: AssessmentDraft = {
  questions: [
    {
      kind: "behav",
      exchanges: ["E1", "E2"],
      asked: "A time when your team was not keeping up",
      ratings: [
        rating("context", 4, "", tickets(before, "I was the shift lead, so it was mine to sort out")),
        rating("action", 5, "", [
          ...tickets("found that a third asked the same thing", "moved two people from chat to the old tickets for ten days"),
          ...overtime("Overtime was my first idea, but the team had already worked two Saturdays"),
        ]),
        rating(
          "result",
          4,
          "What came of it for the customers was not said.",
          tickets("we were down to sixty open tickets", "the first answer took five hours instead of four days"),
        ),
        rating("reflection", null, "What you do differently since was not said.", []),
      ],
      star: [
        told("s", "present", tickets(before)),
        told("t", "present", tickets("it was mine to sort out")),
        told("a", "present", tickets("wrote one page with the steps for tracking")),
        told("r", "present", tickets("we were down to sixty open tickets")),
        told("l", "missing", []),
      ],
    },
    {
      kind: "behav",
      exchanges: ["E3", "E4"],
      asked: "A disagreement with a colleague, and how it was settled",
      ratings: [
        rating("answers", 2, "What each of you wanted was not said.", refunds(opinions)),
        rating("action", 2, "How you did it, and why, was not said.", part(going)),
        rating("result", 2, "What was agreed, and what came of it, was not said.", refunds(settled)),
      ],
      star: [
        told("s", "partial", refunds(opinions)),
        told("t", "missing", []),
        told("a", "partial", part(going)),
        told("r", "partial", refunds(settled)),
        told("l", "missing", []),
      ],
    },
    {
      kind: "general",
      exchanges: ["E5"],
      asked: "What you would change first in this team",
      ratings: [
        rating(
          "answers",
          4,
          "",
          first(
            "I would sit next to five people for a day each before I changed anything",
            "write down every question that they have to look up",
          ),
        ),
        rating("specifics", 4, "", first(list)),
        rating("asked", 3, "", first(own)),
      ],
      star: [],
    },
  ],
  strengths: [
    {
      text: "In answer 1 you gave figures before and after the change.",
      evidence: tickets(before, "the first answer took five hours instead of four days"),
    },
    {
      text: "In answer 2 you named an option that you rejected, and why.",
      evidence: overtime("Overtime was my first idea", "I did not want to lose anybody before Christmas"),
    },
    { text: "You brought a question about the work.", evidence: first(own) },
  ],
  next: {
    text: "Say what each of you wanted.",
    how: "Both views in one sentence each, then what you agreed on and what came of it. In answer 3 the disagreement itself was not described.",
    evidence: refunds(opinions, settled),
  },
  notes: [],
};

export const sampleCoaching: CoachingDraft = {
  stronger: [
    {
      question: "Q2",
      text:
        "Somebody in sales and I had different opinions about refunds: sales wanted [what sales wanted], and I wanted [what you wanted]. " +
        "I kept the conversation going by [what you did]. We both gave in a little, and agreed on [what was agreed]. Since then [what came of it].",
      facts: [...refunds("there was somebody in sales", opinions), ...part(going, "We both gave in a little")],
      blanks: [],
    },
  ],
  drills: [
    {
      dim: "answers",
      question: "Q2",
      prompt: "Tell the same disagreement in four sentences: one view, the other, what you agreed on, what came of it.",
    },
    { dim: "action", question: "Q2", prompt: "Name two things that you did yourself, each with the reason." },
    { dim: "reflection", question: "Q1", prompt: "End the story of the open tickets with one habit that you kept." },
  ],
};
