/** A line of the transcript in a report's prompt: exchange, entry, words. */
const transcriptLine = /^(E\d+)\|([AU]\d+)\|(.*)$/gm;
const questionLine = /^(Q\d+)\|(\w+)\|[^|\n]*\|(E\d+[^|\n]*)$/gm;
const quotedWords = 8;

type Line = { exchange: string; entry: string; words: string };

const linesIn = (text: string): Line[] =>
  [...text.matchAll(transcriptLine)].map(([, exchange = "", entry = "", words = ""]) => ({ exchange, entry, words }));

/** The first words of a line, or the whole line if it has no spaces to cut at. */
const quoteOf = ({ entry, words }: Line) => ({ entry, quote: words.split(" ").slice(0, quotedWords).join(" ") });

const longestAsked = 100;

/** Cut at a word, or anywhere if there are no spaces. */
const shortened = (asked: string): string =>
  asked.length <= longestAsked ? asked : `${asked.slice(0, longestAsked).replace(/[\s,;:]+\S*$/, "")}…`;

/** Three words or more, or 12 characters if there are no spaces. */
const isQuotable = ({ words }: Line): boolean => words.split(" ").length >= 3 || (!words.includes(" ") && words.length >= 12);

const simulated = "Simulated: nobody has read this answer.";

/** An assessment that quotes real lines of the transcript in the prompt. It judges nothing and says that it is simulated. */
export const writeAssessment = (text: string): object => {
  const lines = linesIn(text);
  const exchanges = [...new Set(lines.map(({ exchange }) => exchange))];
  const answered = exchanges.flatMap((id) => {
    const own = lines.filter(({ exchange }) => exchange === id);
    const [asked, answer] = ["A", "U"].map((who) => own.find(({ entry }) => entry.startsWith(who)));
    return answer && isQuotable(answer) ? [{ id, asked: asked?.words ?? "", evidence: [quoteOf(answer)] }] : [];
  });
  const rating = (dim: string, evidence: object[]) => ({ dim, evidence, gap: simulated, score: null });
  const [first] = answered;
  return {
    questions: answered.slice(0, 20).map(({ id, asked, evidence }) => ({
      kind: "general",
      exchanges: [id],
      asked: shortened(asked),
      ratings: [rating("answers", evidence), rating("structure", evidence), rating("specifics", evidence)],
      star: [],
    })),
    strengths: answered.slice(0, 2).map(({ evidence }) => ({ text: "Simulated: this is something that you said.", evidence })),
    next: {
      text: "Simulated: say the result in one sentence.",
      how: "With a Gemini key, this says what to try in your next interview.",
      evidence: first?.evidence ?? [],
    },
    notes: [],
  };
};

/** Stronger answers and drills for the report in the prompt, from the same lines. */
export const writeCoaching = (text: string): object => {
  const lines = linesIn(text).filter(({ entry }) => entry.startsWith("U"));
  const questions = [...text.matchAll(questionLine)].map(([, id = "", , exchanges = ""]) => ({ id, exchanges: exchanges.split(" ") }));
  const stronger = questions.flatMap(({ id, exchanges }) => {
    const line = lines.find(({ exchange }) => exchanges.includes(exchange));
    if (!line) return [];
    const fact = quoteOf(line);
    return [
      { question: id, text: `Simulated: ${fact.quote}, and so [the result in numbers].`, facts: [fact], blanks: ["the result in numbers"] },
    ];
  });
  const drills = questions.slice(0, 2).map(({ id }) => ({
    dim: "specifics",
    question: id,
    prompt: "Simulated: say this answer again in two minutes, with one number.",
  }));
  return { stronger: stronger.slice(0, 5), drills };
};
