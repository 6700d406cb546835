/** What a report says nothing about, by family. English: reports are written in it. */
const forbidden = {
  emotion:
    /\b(nervous\w*|anxi(ous|ety)\w*|stress(ed|ful|fully)?|calm(er|ly|ness)?|confiden(t|tly|ce)|unconfident|self-assured|hesita(nt|ntly|te|ted|tion)|enthusias\w+|excite[dm]\w*|insecur\w+|relaxed|worried|afraid|scared|bored|frustrated|panick\w+|uncomfortable|emotional\w*|timid\w*)\b/,
  personality:
    /\b(personality|shy(ness|ly)?|arrogan\w+|charm(ing|ingly)?|charismatic|likeab\w+|engaging|humble|lazy|introver\w+|extrover\w+|aggressive(ly)?|intelligen(t|tly|ce)|smart(er)?|clever|immature|unprofessional|friendly|warm(th|ly)?)\b/,
  voice:
    /\b(accent(ed)?|dialect|monoton\w+|tone of voice|your (tone|voice|pronunciation|english|grammar|vocabulary|pace|speech)|pronunciation|fluen(t|tly|cy)|native (speaker|english)|non-native|mumbl\w+|filler( word)?s?|(speak|speaking|spoke|talk|talked) (more |too |so )?(clear(ly|er)?|loud(ly|er)?|up|slow(ly|er)?|fast(er)?|quick(ly|er)?|soft(ly|er)?)|(poor|broken|bad) english|paus(e|ed|es|ing))\b/,
  looks:
    /\b(body language|eye contact|posture|gestures?|facial|smil(e|ed|ing)|your (face|looks|clothes|clothing|appearance|camera|room|background|lighting)|well-dressed|attractive)\b/,
  trait:
    /\b(your (age|gender|sex|race|religion|faith|health|family|nationality|ethnicity|disability|origin|husband|wife|marriage)|years old|(too|very) (old|young)|pregnan\w*|ethnic\w*|religio\w+|disabled|disabilit\w+|married|foreigner|immigrant|male|female)\b/,
  person: /\b(he|she|him|her|hers|his|himself|herself|the candidate)\b/,
  verdict:
    /\b(hire[ds]?|hireab\w+|hiring|no-hire|unhireable|employab\w+|job offer|(would|will|should|could) (not )?(pass|fail|get the job|be rejected|be accepted)|recommend (you|hiring|rejecting)|(strong|weak|ideal|perfect|good|bad) (candidate|fit)|qualified for|not ready for)\b/,
  comparison:
    /\b(top \d+|percentile|\d+(st|nd|rd|th)? per ?cent of (people|candidates)|other (candidates|people|applicants|interviewees)|most (candidates|people|applicants)|(better|worse) than (most|others|average)|(average|typical) candidate|compared (to|with) others)\b|\btop ?\d+ ?%/,
  machine: /\b(as an ai|language model|system prompt|my instructions|i cannot assist|i can't assist)\b/,
  link: /https?:|www\.|\]\s*\(|javascript:|<\/?[a-z!][^>]*>|\b[\w-]+\.(com|net|org|io|ai|dev)\b/,
} as const;
type Family = keyof typeof forbidden;

/** Terms of the trades that only look like one of the above. */
const allowed =
  /\b(confidence (interval|level|score|bound)s?|stress[- ]test(s|ed|ing)?|business intelligence|artificial intelligence|smart (contract|pointer|card|home|meter)s?|fluent (api|interface)s?|cloud[- ]native|react native|(no )?hire date|her(oku|mes)|warm[- ](up|start|standby|cache)s?|user[- ]friendly|friendly url|garbage collection pauses?|gc pauses?|pause (time|button)s?|stress on the (system|database|server)|self-engaging|race conditions?|facial recognition|voice assistants?|emotional design|hiring (manager|process|platform|system|tool|app)s?|engaging the (team|customer|user|stakeholder)s?|calm technology)\b/g;

const plainOf = (text: string): string => text.normalize("NFKC").replaceAll("’", "'").toLowerCase();
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
