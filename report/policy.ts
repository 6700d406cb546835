/** What a report says nothing about, by family. English: reports are written in it. */
const forbidden = {
  rude: /\b(stupid\w*|dumb|idiot\w*|terribl[ey]|awful(ly)?|horribl[ey]|pathetic\w*|embarrass\w*|ridiculous\w*|laughabl[ey]|incompeten\w*|hopeless\w*|worthless|nonsense|disgrace\w*|shameful\w*|clueless|sloppy|lousy|dishonest\w*|liars?|(you|your) (lied|lie|are lying|were lying)|your attitude|attitude(?! (to|towards)\b)|communicator|(do not|don't|did not|didn't) know what you)\b/,
  emotion:
    /\b(nervous\w*|anxi(ous|ety)\w*|stress(ed|ful|fully)?|calm(er|ly|ness)?|confiden(t|tly|ce)|unconfident|self-assured|hesita(nt|ntly|te|ted|tion)|enthusias\w+|excite[dm]\w*|insecurit\w+|you (are|were|seem(ed)?|sound(ed)?|felt|feel) (\w+ ){0,2}insecure(ly)?|relaxed|worried|afraid|scared|bored|frustrated|panick\w+|uncomfortable|emotional\w*|timid\w*|passion\w*|unsure)\b/,
  personality:
    /\b(personality|shy(ness|ly)?|arrogan\w+|charm(ing|ingly)?|charismatic|likeab\w+|engaging|humble|lazy(?! (load|eval|init|import|fetch|migrat|delet|expir|sequence|quer|render|connect|compil|hydrat|deletion)\w*)|introver\w+|extrover\w+|you (are|were|got|became|spoke|answered) (\w+ )?aggressive(ly)?|aggressive (tone|person|manner|answer|way)|your intelligence|you (are|were) (\w+ ){0,2}(intelligent|smart(er)?|clever)|(intelligent|smart|clever) (person|people|candidate|answer|engineer|man|woman)|immature|unprofessional|friendly|warm(th|ly)?|you (seem|sound|appear)(ed)?(?! to\b| that\b)|came across as|you (are|were|seem|look) (not |a bit |too |so |very |rather |quite )*(bad|poor|weak|unprepared|inexperienced|defensive|rude|evasive|vague|uncertain|disorgani[sz]ed|careless|negative|passive|impatient|junior)|you lack(ed)?)\b/,
  voice:
    /\b(accent(ed)?|dialect|monoton\w+|tone of voice|your (tone|voice|pronunciation|english|grammar|vocabulary|pace|speech)|pronunciation|fluen(t|tly|cy)|native (speaker|english)|non-native|mumbl\w+|filler( word)?s?|(speak|speaking|spoke|talk|talked) (more |too |so )?(clear(ly|er)?|loud(ly|er)?|up|slow(ly|er)?|fast(er)?|quick(ly|er)?|soft(ly|er)?)|(poor|broken|bad) english|paus(e|ed|es|ing)|rambl\w+|stumbl\w+|stutter\w*|stammer\w*|(with|bring|brought|show|showed|put|need(ed|s)?|had|have|has) (more|less) energy(?! (than|per)\b)|breath(e|ing|s)?|(?<=(^|[.;:!?] ?|\b(and|you|should|could|please|then|(try|need|want|remember) to) ))slow down(?= ?([.,;]|$| (a|when|while|and|in|here)\b)))\b/,
  looks:
    /\b(body language|eye contact|posture|gestures?|facial|smil(e|ed|ing)|your (face|looks|clothes|clothing|appearance|camera|room|lighting|background (noise|was|is|looks?|looked))|background noise|well-dressed|attractive)\b/,
  trait:
    /\b(your (age|gender|sex|race|religion|faith|health|family|nationality|ethnicity|disability|origin|husband|wife|marriage)|you(r age)? (are|were|seem|look|sound) (\w+ ){0,3}(years old|old|young)(er)?|pregnan\w*|ethnic\w*|religio\w+|(you are|you're|you were|as a|being) disabled|you (have|had) an? (\w+ )?disabilit\w+|married|foreigner|immigrant|male|female)\b/,
  person: /\b(he|she|him|her|hers|his|himself|herself|the candidate)\b/,
  verdict:
    /\b(hire[ds]?|hireab\w+|hiring|no-hire|unhireable|employab\w+|job offer|(you|answer)('d| would| will| should| could| won't| wouldn't) (not |probably )*(be rejected|be accepted|(pass|fail)(?= ?([.,;!]|$)| (here|(this|that|the|an|a|any|most|such an) (\w+ )?(interview|screen|bar|round))))|get the job|recommend (you|hiring|rejecting)|(strong|weak|ideal|perfect|good|bad) (candidate|fit)|(over|under|un)-?qualified|qualified for|not ready for|(get|got|receive|earn|land) (an|the) offer|(senior|junior|experienced|qualified) enough|(you|answer) (are|is|was|were) (not )?good enough|shortlist\w*|(you (in)?to|make|reach) the next round|(you|answer) (scored|deserved?s?) (\w+ ){0,2}\d.*|\d+ ?% overall)\b/,
  comparison:
    /\b(top \d+ of (all |the )*(people|candidates|applicants|answers)|(you|this|that|it|answer) (is|are|was|were|would be|ranks?|falls?) (\w+ ){0,3}percentile|percentile of (people|candidates|applicants|answers)|\d+(st|nd|rd|th)? per ?cent of (people|candidates)|other (candidates|applicants|interviewees)|most (candidates|applicants)|(like|than|as|most|other) (most |other |many )?people( would| give| say| answer| do| don't| forget| name)|(than|unlike|like) (most|other|many) people|(better|worse) than (most|others|average)|(below|above)[- ]average (answer|candidate|response|performance|for)|(you|answer|this|that|it) (is|are|was|were) (\w+ )?(below|above) average|(average|typical) (candidate|answer)|an? (average|typical) (response|performance)(?! (time|of)\b)|compared (to|with) others)\b|\btop ?\d+ ?%/,
  machine:
    /\b(as an ai|as a (large )?language model|i('m| am) an? (ai|large language model|language model)|(my|the) system prompt (says|told|tells|asks|forbids)|my (system prompt|instructions)|i cannot assist|i can't assist)\b/,
  link: /https?:|www\.|\]\s*\(|javascript:|<\/?[a-z!][^>]*>|\b[\w-]+\.(com|net|org|io|ai|dev)\b/,
} as const;
type Family = keyof typeof forbidden;

/** Terms of the trades that only look like one of the above. */
const allowed =
  /\b(confidence (interval|level|score|bound)s?|stress[- ]test(s|ed|ing)?|business intelligence|artificial intelligence|smart (contract|pointer|card|home|meter)s?|fluent (api|interface)s?|cloud[- ]native|react native|(no )?hire date|her(oku|mes)|warm[- ](up|start|standby|cache)s?|user friendly|[a-z]+-friendly|friendly url|garbage collection pauses?|gc pauses?|pause (time|button)s?|stress on the (system|database|server)|self-engaging|race conditions?|facial recognition|voice assistants?|emotional design|hiring (manager|process|platform|system|tool|app)s?|engaging the (team|customer|user|stakeholder)s?|calm technology|relaxed (consistency|isolation|constraints?|requirements?|rules?|limits?|validation|ordering|durability|the|a|an|its|their)|(sql|query|database) dialects?|(security|risk|compliance|privacy) posture|accent colou?rs?|voice of the customer|pace of (release|delivery|change|work|growth)s?|stress (the|that|what|your|how|why)|stress[- ]free|you lack(ed)? (a|an|the|any|data|access|time|budget|staff|tooling)|new hires?|(who|whom|how|why|when|what) you (would |had )?hired?|hiring (\d+|two|three|four|five|more|another|people)|(rollout|release|deploy|deployment|campaign|import|migration|job|work|project|animation|playback|hiring)s? (is|was|were|are|be|had been|is being|was being) paused|how confident the (model|classifier)|confidence (threshold|estimate|rating|band)s?|(model|classifier|estimate|prediction|forecast)s? (is|was|were|are|had|has) (\w+ )?confiden(t|ce)|(you|and|we|i) hired|hired (\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|more|new)\b|hiring (plan|of|freeze|budget|round|pipeline|need)s?|paus(e|ed|es|ing) (the|a|an|all|every|new|deploys?|deployments?|releases?|rollouts?|campaigns?|work)|\d+ ?% confidence|confidence in (the|its|their|each|every) (releases?|data|results?|numbers?|figures?|estimates?|systems?|deploys?|deployments?|tests?|plans?|products?|code|changes?|backups?)|stressful (deadline|situation|time|period|project|launch|week|phase|shift)s?|(worried|frustrated|angry|anxious|excited|nervous|scared) (customer|client|user|colleague|manager|patient|guest|parent|student|stakeholder)s?|(customer|client|user|colleague|manager|team|nurse|patient|guest|parent|student|stakeholder)s? (is|are|was|were|felt) (worried|frustrated|anxious|excited|nervous|scared|afraid|stressed|unsure)|(spoke|speaking) up|gesture recognition|(asp|ado|vb)\.net|socket\.io|draw\.io)\b/g;

/** The text in small letters without their marks, as the patterns' `\b` takes a letter with a mark for the end of a word. */
const plainOf = (text: string): string => text.normalize("NFKC").normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? [];

/** Forms of one pronoun: where the candidate said one of them, all count as said. */
const persons = ["he him his himself", "she her hers herself"].map((forms) => forms.split(" "));

const saidIn = (own: string): ReadonlySet<string> => {
  const words = wordsOf(plainOf(own));
  return new Set([...words, ...persons.filter((forms) => forms.some((it) => words.includes(it))).flat()]);
};

/** Whether a "she" is somebody of whom the candidate spoke: the clause says "you" to the candidate themselves. */
const isOfAnother = (words: string, plain: string, at: number): boolean => {
  const before =
    plain
      .slice(0, at)
      .split(/[.;:!?]/)
      .at(-1) ?? "";
  const after = plain.slice(at).split(/[.;:!?]/, 1)[0] ?? "";
  return words !== "the candidate" && /\byou(r|rs|rself)?\b/.test(before + after);
};

/** The family of what a report must not say into which the text falls, the first of several, or null. The candidate's `own` words may be repeated. */
export const offenceIn = (text: string, own = ""): Family | null => {
  const plain = plainOf(text).replace(allowed, " ");
  const said = saidIn(own);
  const offends = (family: Family) =>
    [...plain.matchAll(new RegExp(forbidden[family], "g"))].some(
      ({ 0: words, index }) =>
        !(family === "person" && isOfAnother(words, plain, index)) &&
        (family === "link" || family === "machine" || !wordsOf(words).every((it) => said.has(it))),
    );
  return (Object.keys(forbidden) as Family[]).find(offends) ?? null;
};
