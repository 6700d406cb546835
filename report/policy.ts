/** What a report says nothing about, by family. English: reports are written in it. */
const forbidden = {
  rude: /\b(stupid\w*|dumb|idiot\w*|terribl[ey]|awful(ly)?|horribl[ey]|pathetic\w*|embarrass\w*|ridiculous\w*|laughabl[ey]|incompeten\w*|hopeless\w*|worthless|nonsense|disgrace\w*|shameful\w*|clueless|sloppy|lousy|dishonest\w*|liars?|(you|your) (lied|lie|are lying|were lying)|attitude|communicator|(do not|don't|did not|didn't) know what you)\b/,
  emotion:
    /\b(nervous\w*|anxi(ous|ety)\w*|stress(ed|ful|fully)?|calm(er|ly|ness)?|confiden(t|tly|ce)|unconfident|self-assured|hesita(nt|ntly|te|ted|tion)|enthusias\w+|excite[dm]\w*|insecur\w+|relaxed|worried|afraid|scared|bored|frustrated|panick\w+|uncomfortable|emotional\w*|timid\w*|passion\w*|unsure)\b/,
  personality:
    /\b(personality|shy(ness|ly)?|arrogan\w+|charm(ing|ingly)?|charismatic|likeab\w+|engaging|humble|lazy|introver\w+|extrover\w+|aggressive(ly)?|intelligen(t|tly|ce)|smart(er)?|clever|immature|unprofessional|friendly|warm(th|ly)?|you (seem|sound|appear)(ed)?(?! to\b| that\b)|came across as|you (are|were|seem|look) (not |a bit |too |so |very |rather |quite )*(bad|poor|weak|unprepared|inexperienced|defensive|rude|evasive|vague|uncertain|disorgani[sz]ed|careless|negative|passive|impatient|junior)|you lack(ed)?)\b/,
  voice:
    /\b(accent(ed)?|dialect|monoton\w+|tone of voice|your (tone|voice|pronunciation|english|grammar|vocabulary|pace|speech)|pronunciation|fluen(t|tly|cy)|native (speaker|english)|non-native|mumbl\w+|filler( word)?s?|(speak|speaking|spoke|talk|talked) (more |too |so )?(clear(ly|er)?|loud(ly|er)?|up|slow(ly|er)?|fast(er)?|quick(ly|er)?|soft(ly|er)?)|(poor|broken|bad) english|paus(e|ed|es|ing)|rambl\w+|stumbl\w+|stutter\w*|stammer\w*|(more|less) energy|breath(e|ing|s)?|slow down(?= ?([.,;]|$| (a|when|while|and|in|here)\b)))\b/,
  looks:
    /\b(body language|eye contact|posture|gestures?|facial|smil(e|ed|ing)|your (face|looks|clothes|clothing|appearance|camera|room|lighting|background (noise|was|is|looks?|looked))|background noise|well-dressed|attractive)\b/,
  trait:
    /\b(your (age|gender|sex|race|religion|faith|health|family|nationality|ethnicity|disability|origin|husband|wife|marriage)|years old|(too|very) (old|young)|pregnan\w*|ethnic\w*|religio\w+|disabled|disabilit\w+|married|foreigner|immigrant|male|female)\b/,
  person: /\b(he|she|him|her|hers|his|himself|herself|the candidate)\b/,
  verdict:
    /\b(hire[ds]?|hireab\w+|hiring|no-hire|unhireable|employab\w+|job offer|(would|will|should|could) (not )?(pass|fail|get the job|be rejected|be accepted)|recommend (you|hiring|rejecting)|(strong|weak|ideal|perfect|good|bad) (candidate|fit)|(over|under|un)-?qualified|qualified for|not ready for|(get|got|receive|earn|land|make) (an|the) offer|(senior|junior|experienced|qualified|good) enough|shortlist\w*|next round|(scored|deserves?|deserved) .{0,20}\d.*|\d+ ?% overall)\b/,
  comparison:
    /\b(top \d+|percentile|\d+(st|nd|rd|th)? per ?cent of (people|candidates)|other (candidates|applicants|interviewees)|most (candidates|applicants)|(like|than|as|most|other) (most |other |many )?people( would| give| say| answer| do| don't| forget| name)|(than|unlike|like) (most|other|many) people|(better|worse) than (most|others|average)|(below|above)[- ]average|(average|typical) (candidate|answer|response|performance)|compared (to|with) others)\b|\btop ?\d+ ?%/,
  machine: /\b(as an ai|language model|system prompt|my instructions|i cannot assist|i can't assist)\b/,
  link: /https?:|www\.|\]\s*\(|javascript:|<\/?[a-z!][^>]*>|\b[\w-]+\.(com|net|org|io|ai|dev)\b/,
} as const;
type Family = keyof typeof forbidden;

/** Terms of the trades that only look like one of the above. */
const allowed =
  /\b(confidence (interval|level|score|bound)s?|stress[- ]test(s|ed|ing)?|business intelligence|artificial intelligence|smart (contract|pointer|card|home|meter)s?|fluent (api|interface)s?|cloud[- ]native|react native|(no )?hire date|her(oku|mes)|warm[- ](up|start|standby|cache)s?|user[- ]friendly|friendly url|garbage collection pauses?|gc pauses?|pause (time|button)s?|stress on the (system|database|server)|self-engaging|race conditions?|facial recognition|voice assistants?|emotional design|hiring (manager|process|platform|system|tool|app)s?|engaging the (team|customer|user|stakeholder)s?|calm technology|(you|and|we|i) hired|hired (\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|more|new)\b|hiring (plan|of|freeze|budget|round|pipeline|need)s?|paus(e|ed|es|ing) (the|a|an|all|every|new|deploys?|deployments?|releases?|rollouts?|campaigns?|work)|\d+ ?% confidence|confidence in (the|its|their|each|every) (releases?|data|results?|numbers?|figures?|estimates?|systems?|deploys?|deployments?|tests?|plans?|products?|code|changes?|backups?)|stressful (deadline|situation|time|period|project|launch|week|phase|shift)s?|(worried|frustrated|angry|anxious|excited|nervous|scared) (customer|client|user|colleague|manager|patient|guest|parent|student|stakeholder)s?|(customer|client|user|colleague|manager|team|nurse|patient|guest|parent|student|stakeholder)s? (is|are|was|were|felt) (worried|frustrated|anxious|excited|nervous|scared|afraid|stressed)|(spoke|speaking) up|gesture recognition|(asp|ado|vb)\.net|socket\.io|draw\.io)\b/g;

/** Letters without their marks: what ends a word for a pattern is none of them. */
const plainOf = (text: string): string => text.normalize("NFKC").normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? [];

/** The first family of what a report must not say that the text falls into, or null. What somebody said in their `own` words they may say again. */
export const offenceIn = (text: string, own = ""): Family | null => {
  const plain = plainOf(text).replace(allowed, " ");
  const said = new Set(wordsOf(plainOf(own)));
  const offends = (family: Family) =>
    [...plain.matchAll(new RegExp(forbidden[family], "g"))].some(
      ([words]) => family === "link" || family === "machine" || !wordsOf(words).every((it) => said.has(it)),
    );
  return (Object.keys(forbidden) as Family[]).find(offends) ?? null;
};
