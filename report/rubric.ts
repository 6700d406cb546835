import { type Dimension, dimensions, type QuestionKind, type StarPart } from "../contract/vocabulary.ts";

/** Raised with every change of a dimension, of its anchors or of the scoring rules. Reports of different versions are not compared. */
export const rubricVersion = 2;

type Rubric = {
  /** For headings. */
  name: string;
  /** The kinds of question that are rated on this dimension. */
  kinds: readonly QuestionKind[];
  /** What the scores 1 to 5 mean, in words. */
  anchors: readonly [string, string, string, string, string];
  /** The advice if this dimension is the weakest: what to try, and how. */
  tip: readonly [what: string, how: string];
};

const rated = ["behav", "tech", "design", "case", "general"] as const;

export const rubric: Readonly<Record<Dimension, Rubric>> = {
  answers: {
    name: "Answers the question",
    kinds: rated,
    anchors: [
      "other topic",
      "topic touched, main ask unanswered",
      "main ask answered, a part left out",
      "every part answered",
      "every part answered, answer first, tied to the role",
    ],
    tip: [
      "Answer the question first.",
      "Say your answer in the first sentence, then the reasons, then go back to each part of the question.",
    ],
  },
  structure: {
    name: "Structure",
    kinds: rated,
    anchors: [
      "order cannot be followed",
      "restarts; the point comes late or is missing",
      "recognisable order with detours",
      "context, steps in order, a deliberate end",
      "the same, with signposts and a one-line close",
    ],
    tip: ["Give the answer an order that can be followed.", "Say how many steps come, go through them, and close in one line."],
  },
  specifics: {
    name: "Specifics",
    kinds: rated,
    anchors: [
      "general statements only",
      "an example named, no detail",
      "one example with who, what or when",
      "numbers, tools or constraints",
      "before and after figures, or a comparison",
    ],
    tip: ["Put one number into the answer.", "Pick one example and say how much, how many or how long, before and after."],
  },
  context: {
    name: "Context",
    kinds: ["behav"],
    anchors: [
      "none",
      "vague, without a place or a task",
      "place and task named",
      "stakes and own responsibility",
      "stakes, constraint and goal in at most three sentences",
    ],
    tip: ["Set the scene in two sentences.", "Say where it was, what was at stake, and what you were responsible for."],
  },
  action: {
    name: "Own action",
    kinds: ["behav"],
    anchors: [
      "none, or only what the group did",
      "one own act, no how",
      "two or more own acts",
      "own acts with reasons",
      "also an obstacle met or an option rejected",
    ],
    tip: ["Say what you did yourself.", "Name two things that you did, each with the reason you did it that way."],
  },
  result: {
    name: "Result",
    kinds: ["behav"],
    anchors: [
      "none",
      "called good, and no more said of it",
      "outcome, unmeasured",
      "measured, or confirmed by others",
      "measured, tied to the goal, and what followed",
    ],
    tip: ["Say the result in one sentence.", "What changed, by how much, and how you know."],
  },
  reflection: {
    name: "Learning",
    kinds: ["behav"],
    anchors: ["none", "generic lesson", "specific lesson", "changed behaviour named", "change shown in a later case"],
    tip: ["End with what you do differently since.", "Name one habit that changed, and the next time it helped."],
  },
  correctness: {
    name: "Correctness",
    kinds: ["tech"],
    anchors: [
      "no attempt, or its centre is wrong",
      "mostly wrong",
      "core right, one error that matters",
      "right, with a small slip",
      "right, edge cases included",
    ],
    tip: ["Check the core of the explanation.", "Say the definition in one sentence, then test it on one small example aloud."],
  },
  reasoning: {
    name: "Reasoning",
    kinds: ["tech"],
    anchors: [
      "no reasons",
      "reasons named only",
      "one step of why",
      "a chain from facts to decision",
      "also assumptions, and what would change it",
    ],
    tip: ["Say why, one step further.", "After each claim give its reason, and what you would have done if that were not so."],
  },
  tradeoffs: {
    name: "Trade-offs",
    kinds: ["tech", "design"],
    anchors: [
      "one option",
      "others mentioned",
      "compared on one criterion",
      "compared on two or more, and decided",
      "also when the other one wins",
    ],
    tip: ["Compare two options before you choose.", "Name two criteria, weigh both options on them, and say when the other one would win."],
  },
  checking: {
    name: "Checking",
    kinds: ["tech"],
    anchors: [
      "none",
      "only when prompted",
      "one clarifying question or test",
      "clarifies, and tests the main case",
      "edge cases, and corrects itself",
    ],
    tip: ["Test the answer before you hand it over.", "Walk one ordinary and one odd case through it aloud."],
  },
  requirements: {
    name: "Requirements",
    kinds: ["design"],
    anchors: ["none", "functional, when asked", "functional listed", "also non-functional, with numbers", "also priorities and non-goals"],
    tip: ["Open with the requirements.", "List what it must do, then load, latency and what you leave out, with numbers."],
  },
  architecture: {
    name: "Architecture",
    kinds: ["design"],
    anchors: [
      "parts unlinked",
      "a main flow missing",
      "main flow end to end",
      "also data and interfaces",
      "also alternatives for each key part",
    ],
    tip: ["Follow one request from end to end.", "Name each part it passes, what is stored there, and the interface between them."],
  },
  failure: {
    name: "Load and failure",
    kinds: ["design"],
    anchors: [
      "not addressed",
      "more machines named, nothing worked out",
      "one bottleneck or failure handled",
      "estimated and handled",
      "estimates drive choices; degradation and monitoring",
    ],
    tip: ["Break your own design once.", "Estimate the load on one part, let it fail, and say what the user sees."],
  },
  framing: {
    name: "Framing",
    kinds: ["case"],
    anchors: [
      "answers at once",
      "facts without structure",
      "a structure covers the main drivers",
      "tailored, with a hypothesis",
      "also a priority, and why",
    ],
    tip: ["Lay out a structure before the first figure.", "Name the drivers, say which matters most, and why you begin there."],
  },
  analysis: {
    name: "Analysis",
    kinds: ["case"],
    anchors: ["none", "figures misused", "right method, with a slip", "right, and sanity-checked", "an implication drawn at each step"],
    tip: ["Check each figure once.", "Say the calculation, an estimate it should be near, and what it implies."],
  },
  recommend: {
    name: "Recommendation",
    kinds: ["case"],
    anchors: ["none", "restates", "a clear choice", "a choice, reasons and a risk", "also next steps, and what would change it"],
    tip: ["Close with a recommendation.", "One sentence for the choice, two for the reasons, one for the risk."],
  },
  motivation: {
    name: "Motivation",
    kinds: ["general"],
    anchors: [
      "none",
      "fits any job",
      "one reason specific to the role or company",
      "two, tied to own history",
      "also what would be contributed first",
    ],
    tip: ["Tie your reason to this role.", "Name one thing only this role has, and the piece of your history that leads to it."],
  },
  asked: {
    name: "Own questions",
    kinds: ["general"],
    anchors: ["none when invited", "logistics only", "one about the work", "specific to what was said", "builds on an answer heard"],
    tip: ["Bring one question about the work.", "Pick up something the interviewer said and ask how it is done there."],
  },
};

export const starNames: Readonly<Record<StarPart, string>> = {
  s: "Situation",
  t: "Task",
  a: "Action",
  r: "Result",
  l: "Learning",
};

/** The dimensions on which an answer to this kind of question is rated. */
export const dimensionsOf = (kind: QuestionKind): Dimension[] => dimensions.filter((dim) => rubric[dim].kinds.includes(kind));
