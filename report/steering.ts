// An honest answer must not match: people forget previous employers, ask for five seconds, write system prompts and build graders.
const orders = "ignore|disregard|forget|override|bypass";
const earlier = "previous|prior|above|earlier|preceding|your";
const told = "instructions?|prompts?|rules|rubric|guidelines|messages?";
const best = "5|five|full marks|(the )?(maximum|max|highest|perfect|top)( possible)?( (score|mark|grade|rating))?s?";
const graded = "(in|for|on|across) (every|all|each|any) (the )?(dimension|criteri|categor|question|answer|score|rating|mark|line|row)";
const fully = `(${best})(?= ?([.,;!?/]|$|out of|of (5|five)\\b|stars?\\b|everywhere\\b|please\\b))`;

const signs = [
  new RegExp(`\\b(${orders}) ((all|any|every|of|the|these|those|and|my|${earlier}) )*(${earlier}) ((and|${earlier}) )*(${told})\\b`),
  new RegExp(`(^|[.!?:;] ?)(please |now )?(${orders}) (all |any )?((of )?(the|these|those|its) )?(${told})\\b`),
  new RegExp(`\\b(${orders}) (everything|anything|all)( that (was|is) (said|written))? (above|before this|so far)\\b`),
  /^\W*(new )?system (prompt|message|instructions?|note)\W* ?:/,
  /(^|[.!?:;] ?)(dear|attention|hey|hello|note (to|for)( the)?),? (grader|grading model|language model|evaluator)\b/,
  new RegExp(
    `\\b(grader|grading model)s? (must|should|shall|has to|have to|will|needs? to|please) (\\w+ )?(give|award|grant|rate|score|write|say|ignore)\\b`,
  ),
  new RegExp(`\\b(give|award|grant|rate|score)\\b[^.!?]{0,40}\\b(${best})\\b[^.!?]{0,30}\\b(${graded}|everywhere)`),
  new RegExp(`((^|[.!?:;,] ?)|\\b(please|now|just|must|should|and) )(give|award|grant|rate|score) me (an? )?${fully}`),
  new RegExp(
    `\\b(give|award|grant|rate|score) (this|my|these|all|the|every|each) (answer|interview|candidate|transcript|response)s? (with )?(an? )?${fully}`,
  ),
  /\b(write|say|report|state) that i (am|was|should be) (hired|accepted|the best)\b/,
  /<{3,}|>{3,}/,
];

/** The first of these signs in the other interview languages, without diacritics: as an order, at the beginning of a sentence. */
const elsewhere = [
  new RegExp(
    "(?:^|[.!?:;] ?)(?:(?:bitte|por favor|per favore),? )?(?:" +
      "(?:ignoriere?n?|vergiss|vergessen|missachte) (?:\\S+ ){0,3}(?:vorherigen|bisherigen|vorigen|fruheren|obigen) (?:anweisung|regel|vorgabe|instruktion)(?:e?n)?|" +
      "(?:ignore|ignorez|oublie|oubliez) (?:\\S+ ){0,3}(?:instructions|consignes|regles) (?:precedentes|ci-dessus)|" +
      "(?:ignora|ignore|ignorate|olvida|olvide|dimentica|esqueca) (?:\\S+ ){0,3}(?:instrucciones|istruzioni|instrucoes|reglas|regole|regras) (?:anteriores|previas|precedenti|acima)|" +
      "(?:negeer|vergeet) (?:\\S+ ){0,3}(?:vorige|eerdere|voorgaande|bovenstaande) (?:instructies|regels)|" +
      "(?:z?ignoruj|zapomnij) (?:\\S+ ){0,3}(?:poprzednie|wczesniejsze) (?:polecenia|instrukcje)|" +
      "onceki (?:\\S+ )?(?:talimatlari|kurallari|talimatlar\u0131|kurallar\u0131) (?:\\S+ )?(?:yok say|gormezden gel|unut))",
  ),
  new RegExp("(?:以前|これまて|上記|前)の(?:すへての|全ての)?(?:指示|命令)を(?:すへて|全て)?無視(?:してくたさい|して下さい|しろ|せよ)"),
  new RegExp("(?:^|[.!?] ?)تجاهل (?:\\S+ ){0,2}التعليمات السابقة"),
  new RegExp("(?:पछल|पहल)\\S* (?:\\S+ ){0,2}नरदश\\S* क\\S* (?:अनदख|नजरअदज)"),
];

/** Whether an entry seems to address whoever writes the report. Such an entry is neither evidence nor a fault. */
export const isSteering = (text: string): boolean => {
  const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  const unmarked = plain.normalize("NFD").replace(/\p{M}/gu, "");
  return signs.some((sign) => sign.test(plain)) || elsewhere.some((sign) => sign.test(unmarked));
};
