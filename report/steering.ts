const signs = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,60}\b(instructions?|prompts?|rules|rubric|above|previous|prior)\b/,
  /\bsystem prompt\b/,
  /\bgrad(er|ing model)\b/,
  /\b(give|award|grant|rate|score)\b.{0,30}\b(5|five|full marks|maximum|highest|perfect)\b.{0,30}\b(out of|points?|scores?|marks?|stars?|rating|everywhere|every|all)\b/,
  /\b(give|award) (me|this|us) (a |an )?(5|five|full marks|perfect score|top score)\b/,
  /\b(write|say|report|state) that i (am|was|should be) (hired|accepted|the best)\b/,
  /<{3,}|>{3,}/,
];

/** Whether an entry seems to talk to whoever writes the report. Such an entry is neither evidence nor a fault. */
export const isSteering = (text: string): boolean => {
  const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  return signs.some((sign) => sign.test(plain));
};
