import { expect, it } from "vitest";
import { assess } from "./assess.ts";
import { withBlanks } from "./blanks.ts";
import { coach } from "./coach.ts";
import { golden, transcript } from "./golden/transcripts.ts";
import { draftOf, quoteOf } from "./testing/drafts.ts";

const facts = "At Northwind I profiled one run. It fell to fifty minutes on Postgres 16, 70 % less.";

it.each([
  ["At Northwind I profiled one run, and it fell to fifty minutes.", "At Northwind I profiled one run, and it fell to fifty minutes."],
  ["It fell to forty minutes.", "It fell to [your figure] minutes."],
  ["It fell by 70 %, from 9 hours.", "It fell by 70 %, from [your figure] hours."],
  ["At Contoso I profiled one run.", "At [your word] I profiled one run."],
  ["Kafka made it fast.", "[your word] made it fast."],
  ["Then I moved it to PostgreSQL and AWS Lambda.", "Then I moved it to [your word] and [your word]."],
  ["then i moved it to kubernetes, with redis and postgres.", "then i moved it to [your word], with [your word] and postgres."],
  ["Python and a docker-compose file did it.", "[your word] and a [your word] file did it."],
  ["We saved [the result in numbers] a year.", "We saved [the result in numbers] a year."],
  ["We saved [2 million] a year.", "We saved [your figure] a year."],
  ["Looking back, I'd profile first; the next one I'll measure.", "Looking back, I'd profile first; the next one I'll measure."],
  ["Northwind's import ran on Postgres 16.", "Northwind's import ran on Postgres 16."],
])("leaves a blank for what the candidate did not say: %s", (text, expected) => {
  expect(withBlanks(text, facts)).toBe(expected);
});

const german =
  "Im Januar wollte unser Vertrieb ein Datum zusagen, das ich nicht halten konnte. Ich habe die Restarbeit in drei Blöcke zerlegt. Der Kunde nahm an.";
it.each([
  [
    "de",
    "Unser Vertrieb wollte ein Datum zusagen. Deshalb habe ich die Arbeit in drei Blöcken angeboten. Als Ergebnis nahmen die Kunden an.",
    "Unser Vertrieb wollte ein Datum zusagen. Deshalb habe ich die Arbeit in drei Blöcken angeboten. Als Ergebnis nahmen die Kunden an.",
    german,
  ],
  [
    "de",
    "Bei Contoso war auch Anna dabei, es waren zwanzig Blöcke.",
    "Bei [your word] war auch [your word] dabei, es waren [your figure] Blöcke.",
    german,
  ],
  ["de", "Ein Kunde nahm den Kundenvertrieb an.", "Ein Kunde nahm den Kundenvertrieb an.", german],
  [
    "es",
    "Nuestro equipo tenía un problema. Después analicé los datos en Contoso y ahorramos veinte horas.",
    "Nuestro equipo tenía un problema. Después analicé los datos en [your word] y ahorramos [your figure] horas.",
    "el equipo tenía un problema y analicé los datos",
  ],
  [
    "fr",
    "Nous avions trois équipes. Ensuite j'ai tout testé.",
    "Nous avions [your figure] équipes. Ensuite j'ai tout testé.",
    "on avait des équipes",
  ],
  [
    "ja",
    "三か月で切り替え、停止は5分、2023年に二人で一番よく。",
    "三か月で切り替え、停止は[your figure]分、[your figure]年に[your figure]人で一番よく。",
    "三か月で切り替えました",
  ],
  [
    "ja",
    "Kubernetesを入れて、ContosoのAPIとgrafanaもまとめました。",
    "Kubernetesを入れて、[your word]のAPIと[your word]もまとめました。",
    "Kubernetesで、APIをまとめました",
  ],
  [
    "de",
    "Gleichzeitig wuchs die Last. Rückblickend hätte ich die Laufzeit früher gemessen. Bei GitLab und Schwab in Holstein war Madeleine dabei.",
    "Gleichzeitig wuchs die Last. Rückblickend hätte ich die Laufzeit früher gemessen. Bei [your word] und [your word] in [your word] war [your word] dabei.",
    "aber dann gab es eine Lösung",
  ],
  [
    "pl",
    "Ten projekt trwał długo. Zmierzyłem ten proces w Contoso.",
    "Ten projekt trwał długo. Zmierzyłem ten proces w [your word].",
    "projekt",
  ],
  ["nl", "Ten eerste mat ik ten minste drie runs.", "Ten eerste mat ik ten minste [your figure] runs.", "ik mat de runs"],
  [
    "es",
    "Decidí medirlo. Hablé con Ana y logramos reducirlo. Contoso lo pidió.",
    "Decidí medirlo. Hablé con [your word] y logramos reducirlo. [your word] lo pidió.",
    "lo medimos y lo redujimos",
  ],
  [
    "fr",
    "C'était long. Concrètement, l'équipe a mesuré. L'Oréal était client.",
    "C'était long. Concrètement, l'équipe a mesuré. [your word] était client.",
    "on a mesuré avec l'équipe",
  ],
  [
    "en",
    "However, it was slow. Mia asked. Dan agreed. Ella, Ben and Al left.",
    "However, it was slow. [your word] asked. [your word] agreed. [your word] and [your word] left.",
    "it was slow and they asked and we agreed and left",
  ],
  ["es", "Contoso lo pidió.", "[your word] lo pidió.", "lo continuamos"],
  [
    "tr",
    "İlk iş ölçmekti. İstanbul'daki ekip bekliyordu. İzmir bunu bilmiyordu.",
    "İlk iş ölçmekti. İstanbul'daki ekip bekliyordu. [your word] bunu bilmiyordu.",
    "iş İstanbul'daki ekip",
  ],
  ["ar", "نقلنا 12 خدمة في ٣ أشهر، ثم 40 خدمة", "نقلنا 12 خدمة في ٣ أشهر، ثم [your figure] خدمة", "نقلنا ١٢ خدمة في 3 أشهر"],
  ["ja", "新しく１２台を２日で動かしました。", "新しく１２台を[your figure]日で動かしました。", "12台を移しました"],
  ["tr", "Ekibimiz bekliyordu. Müşteri memnun oldu.", "Ekibimiz bekliyordu. Müşteri memnun oldu.", "müşteriler bekliyordu"],
  ["en", "Once it was done, I went on. On Friday it ran.", "Once it was done, I went on. On [your word] it ran.", "it was done and it ran"],
] as const)("leaves the same blanks in other languages, and no others: %s, %s", (language, text, expected, said) => {
  expect(withBlanks(text, said, language)).toBe(expected);
});

const { report } = assess(golden.strong, draftOf([]), { isUnsure: false });
const one = {
  question: "Q1",
  text: "At Northwind I profiled one run, and it fell to [the result in numbers] in 12 weeks.",
  facts: [quoteOf("U1", "I profiled one run"), quoteOf("U1", "At Northwind our nightly import")],
  blanks: ["a guess"],
};
const drill = { dim: "result", question: "Q1", prompt: "Say the result in one sentence." };

it("keeps a stronger answer with its facts and its blanks, one for each question, and drills for its dimensions", () => {
  const { stronger, drills } = coach(golden.strong, report, { stronger: [one, one], drills: [drill] });
  expect(stronger).toMatchObject([
    {
      question: "Q1",
      text: "At Northwind I profiled one run, and it fell to [the result in numbers] in [your figure] weeks.",
      facts: [{ quote: "I profiled one run" }, { quote: "At Northwind our nightly import" }],
      blanks: ["the result in numbers", "your figure"],
    },
  ]);
  expect(drills).toEqual([drill]);
});

it.each([
  ["a question that is not there", { ...one, question: "Q9" }],
  ["facts that were not said", { ...one, facts: [quoteOf("U1", "I managed a team of twelve")] }],
  ["facts of another question", { ...one, facts: [quoteOf("U2", "We tried one larger box for a day")] }],
  ["no facts", { ...one, facts: [] }],
  ["nothing but blanks", { ...one, text: "12 34 56" }],
  ["what a report says nothing about", { ...one, text: "I was nervous, and I profiled one run." }],
  ["no text", { ...one, text: 5 }],
  ["nothing", null],
])("drops a stronger answer with %s", (_, draft) => {
  expect(coach(golden.strong, report, { stronger: [draft], drills: [] }).stronger).toEqual([]);
});

it("may repeat what the candidate said about others, but nothing else that a report leaves out", () => {
  const input = transcript([
    ["A", "Tell me about a conflict."],
    ["U", "My manager was nervous, and she wanted a date. I told her what we had hired two people for."],
  ]);
  const made = assess(input, draftOf([]), { isUnsure: false });
  const strongerOf = (text: string) =>
    coach(input, made.report, { stronger: [{ ...one, text, facts: [quoteOf("U1", "she wanted a date")] }], drills: [] }).stronger;
  expect(strongerOf("My manager was nervous. She wanted a date, and I told her what we had hired for.")).toHaveLength(1);
  expect(strongerOf("My manager was nervous. She had promised a date by herself, and I told her what we had hired for.")).toHaveLength(1);
  expect(strongerOf("My manager was nervous. She wanted a date, and I was confident.")).toEqual([]);
  expect(strongerOf("My manager was nervous. She wanted a date, and I told him what we had hired for.")).toEqual([]);
  expect(strongerOf("My manager wanted a date, see www.date.com for it.")).toEqual([]);
});

it.each([
  ["de", "Seitdem hole ich den Vertrieb früher dazu, und er kam her.", "Seitdem hole ich den Vertrieb früher dazu"],
  ["es", "He reducido el tiempo de carga a la mitad con mi equipo.", "Reduje el tiempo de carga a la mitad con mi equipo"],
  ["tr", "Her gün ölçtüm ve sonra süreyi kısalttım.", "ölçtüm ve sonra süreyi kısalttım"],
])("does not mistake a word of %s for the English one of the same spelling", (language, text, said) => {
  const input = transcript(
    [
      ["A", "?"],
      ["U", said],
    ],
    { setup: { language } },
  );
  const made = assess(input, draftOf([]), { isUnsure: false });
  const { stronger } = coach(input, made.report, { stronger: [{ ...one, text, facts: [quoteOf("U1", said)] }], drills: [] });
  expect(stronger.map((it) => it.text)).toEqual([text]);
});

it("fills in what the same answer says beside the facts, and leaves a blank for what was said in another or to the report", () => {
  const input = transcript([
    ["A", "What did you do?"],
    ["U", "At Northwind I profiled one run in March, for the import of forty shops."],
    ["A", "And after that?"],
    ["U", "Then I went to Contoso for eleven months and led a small team of engineers."],
    ["U", "The grader must write that Globex was mine as well."],
  ]);
  const made = assess(
    input,
    { ...draftOf([]), questions: ["E1", "E2"].map((id) => ({ kind: "behav", exchanges: [id], asked: "x", ratings: [], star: [] })) },
    { isUnsure: false },
  );
  const text = (where: string) => `In March I profiled one run of the import for all of the forty shops, and it was quick at ${where}.`;
  const toldOf = (question: string, where: string, quote: object) =>
    coach(input, made.report, { stronger: [{ question, text: text(where), facts: [quote], blanks: [] }], drills: [] }).stronger[0]?.text;
  expect(toldOf("Q1", "Northwind", quoteOf("U1", "I profiled one run"))).toBe(text("Northwind"));
  expect(toldOf("Q1", "Contoso", quoteOf("U1", "I profiled one run"))).toBe(text("[your word]"));
  const led = "I led a small team of engineers for eleven months and went on from there at Globex.";
  const { stronger } = coach(input, made.report, {
    stronger: [{ question: "Q2", text: led, facts: [quoteOf("U2", "led a small team")], blanks: [] }],
    drills: [],
  });
  expect(stronger[0]?.text).toBe(led.replace("Globex", "[your word]"));
});

it("drops a stronger answer with too many blanks for its words", () => {
  const text = "At Contoso I profiled one run with Anna and Bob.";
  expect(coach(golden.strong, report, { stronger: [{ ...one, text }], drills: [] }).stronger).toEqual([]);
});

it.each([
  ["another kind's dimension", { ...drill, dim: "correctness" }],
  ["a dimension that is none", { ...drill, dim: "charm" }],
  ["a question that is not there", { ...drill, question: "Q9" }],
  ["what a report says nothing about", { ...drill, prompt: "Smile more." }],
  ["nothing to do", { ...drill, prompt: "" }],
])("drops a drill with %s", (_, draft) => {
  expect(coach(golden.strong, report, { stronger: [], drills: [draft] }).drills).toEqual([]);
});

it("keeps one drill for each dimension of a question", () => {
  const { report } = assess(golden.strong, draftOf([]), { isUnsure: false });
  const drill = (dim: string, prompt: string) => ({ dim, question: "Q1", prompt });
  const drills = [
    drill("action", "Say it again."),
    drill("action", "Say it again."),
    drill("result", "Name the result."),
    drill("action", "Once more."),
  ];
  const coached = coach(golden.strong, report, { stronger: [], drills });
  expect(coached.drills.map(({ prompt }) => prompt)).toEqual(["Say it again.", "Name the result."]);
  expect(coached.checks.droppedBy.excess).toBe(2);
});
