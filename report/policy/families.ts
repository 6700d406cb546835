/**
 * One family of things that a report says nothing about. A term is a lower-case regular expression that is matched between word boundaries.
 * A miss is added to `forbidden`, a false alarm to `allowed`, and in both cases the sentence to policy.test.ts.
 */
export type Terms = {
  forbidden: readonly RegExp[];
  /** Technical terms that only look like forbidden ones, of any family. */
  allowed?: readonly RegExp[];
  /** A pattern that need not begin and end at a word boundary: it is matched as it stands. */
  alsoForbidden?: RegExp;
  /** The candidate's own words may be repeated, except those of this family. */
  isForbiddenEvenIfSaid?: true;
};

const rude: Terms = {
  forbidden: [
    /stupid\w*|dumb|idiot\w*|terribl[ey]|awful(ly)?|horribl[ey]|pathetic\w*|embarrass\w*|ridiculous\w*|laughabl[ey]/,
    /incompeten\w*|hopeless\w*|worthless|nonsense|disgrace\w*|shameful\w*|clueless|sloppy|lousy/,
    /dishonest\w*|liars?|(you|your) (lied|lie|are lying|were lying)/,
    /your attitude|attitude(?! (to|towards)\b)|communicator|(do not|don't|did not|didn't) know what you/,
  ],
};

const emotion: Terms = {
  forbidden: [
    /nervous\w*|anxi(ous|ety)\w*|stress(ed|ful|fully)?|calm(er|ly|ness)?/,
    /confiden(t|tly|ce)|unconfident|self-assured|hesita(nt|ntly|te|ted|tion)|enthusias\w+|excite[dm]\w*/,
    /insecurit\w+|you (are|were|seem(ed)?|sound(ed)?|felt|feel) (\w+ ){0,2}insecure(ly)?/,
    /relaxed|worried|afraid|scared|bored|frustrated|panick\w+|uncomfortable|emotional\w*|timid\w*|passion\w*|unsure/,
  ],
  allowed: [
    /confidence (interval|level|score|bound)s?|confidence (threshold|estimate|rating|band)s?|\d+ ?% confidence/,
    /how confident the (model|classifier)|(model|classifier|estimate|prediction|forecast)s? (is|was|were|are|had|has) (\w+ )?confiden(t|ce)/,
    /confidence in (the|its|their|each|every) (releases?|data|results?|numbers?|figures?|estimates?|systems?|deploys?|deployments?|tests?|plans?|products?|code|changes?|backups?)/,
    /stress[- ]test(s|ed|ing)?|stress[- ]free|stress on the (system|database|server)|stress (the|that|what|your|how|why)/,
    /stressful (deadline|situation|time|period|project|launch|week|phase|shift)s?/,
    /emotional design|calm technology/,
    /relaxed (consistency|isolation|constraints?|requirements?|rules?|limits?|validation|ordering|durability|the|a|an|its|their)/,
    /(worried|frustrated|angry|anxious|excited|nervous|scared) (customer|client|user|colleague|manager|patient|guest|parent|student|stakeholder)s?/,
    /(customer|client|user|colleague|manager|team|nurse|patient|guest|parent|student|stakeholder)s? (is|are|was|were|felt) (worried|frustrated|anxious|excited|nervous|scared|afraid|stressed|unsure)/,
  ],
};

const personality: Terms = {
  forbidden: [
    /personality|shy(ness|ly)?|arrogan\w+|charm(ing|ingly)?|charismatic|likeab\w+|engaging|humble/,
    /lazy(?! (load|eval|init|import|fetch|migrat|delet|expir|sequence|quer|render|connect|compil|hydrat|deletion)\w*)/,
    /introver\w+|extrover\w+/,
    /you (are|were|got|became|spoke|answered) (\w+ )?aggressive(ly)?|aggressive (tone|person|manner|answer|way)/,
    /your intelligence|you (are|were) (\w+ ){0,2}(intelligent|smart(er)?|clever)/,
    /(intelligent|smart|clever) (person|people|candidate|answer|engineer|man|woman)/,
    /immature|unprofessional|friendly|warm(th|ly)?/,
    /you (seem|sound|appear)(ed)?(?! to\b| that\b)|came across as/,
    /you (are|were|seem|look) (not |a bit |too |so |very |rather |quite )*(bad|poor|weak|unprepared|inexperienced|defensive|rude|evasive|vague|uncertain|disorgani[sz]ed|careless|negative|passive|impatient|junior)/,
    /you lack(ed)?/,
    /you (are|were) ((an?|the|such|very|so|truly|really|clearly|obviously|simply|quite) )*(natural|born|gifted|talented|brilliant|genius|exceptional|outstanding|amazing|impressive|excellent|superb|fantastic|wonderful|incredible|great|perfect|expert)/,
    /(natural|born|gifted|talented) (\w+ )?(leader|speaker|engineer|manager|teacher|person|professional|talent)/,
    /(amazing|brilliant|fantastic|incredible|superb|phenomenal|stellar|flawless|awesome|perfect) (answer|job|work|response|performance|interview)s?/,
  ],
  allowed: [
    /business intelligence|artificial intelligence|smart (contract|pointer|card|home|meter)s?/,
    /warm[- ](up|start|standby|cache)s?|user friendly|[a-z]+-friendly|friendly url/,
    /self-engaging|engaging the (team|customer|user|stakeholder)s?/,
    /you lack(ed)? (a|an|the|any|data|access|time|budget|staff|tooling)/,
  ],
};

const voice: Terms = {
  forbidden: [
    /accent(ed)?|dialect|monoton\w+|tone of voice|your (tone|voice|pronunciation|english|grammar|vocabulary|pace|speech)/,
    /pronunciation|fluen(t|tly|cy)|native (speaker|english)|non-native|mumbl\w+|filler( word)?s?/,
    /(speak|speaking|spoke|talk|talked) (more |too |so )?(clear(ly|er)?|loud(ly|er)?|up|slow(ly|er)?|fast(er)?|quick(ly|er)?|soft(ly|er)?)/,
    /(poor|broken|bad) english|paus(e|ed|es|ing)|rambl\w+|stumbl\w+|stutter\w*|stammer\w*/,
    /(with|bring|brought|show|showed|put|need(ed|s)?|had|have|has) (more|less) energy(?! (than|per)\b)|breath(e|ing|s)?/,
    /you (spoke|talked) for ((\w+ ){0,4}(second|minute)s?|a (long|short) (time|while))/,
    /your answer (took|lasted|ran)( for)? (\w+ ){0,3}(second|minute)s?/,
    /silence before (you|your)|you (were|fell|went) silent|took (a long time|a while|your time) (to|before you) (answer|begin|began|reply|speak|start)(ed)?/,
    /said (um|uh|erm?)s?|your delivery (was|is|were)|you (are|were|sound|speak|spoke) (\w+ )?(articulate|eloquent)(ly)?|words (a|per) minute/,
    /(spoke|speak|talk|talked|talking) over (the|your) interviewer|interrupt(ed|ing)? (the|your) interviewer/,
    // As advice to the candidate, not about something that slows down as it grows.
    /(?<=(^|[.;:!?] ?|\b(and|you|should|could|please|then|(try|need|want|remember) to) ))slow down(?= ?([.,;]|$| (a|when|while|and|in|here)\b))/,
  ],
  allowed: [
    /fluent (api|interface)s?|cloud[- ]native|react native|voice assistants?|voice of the customer/,
    /garbage collection pauses?|gc pauses?|pause (time|button)s?/,
    /paus(e|ed|es|ing) (the|a|an|all|every|new|deploys?|deployments?|releases?|rollouts?|campaigns?|work)/,
    /(rollout|release|deploy|deployment|campaign|import|migration|job|work|project|animation|playback|hiring)s? (is|was|were|are|be|had been|is being|was being) paused/,
    /(sql|query|database) dialects?|accent colou?rs?|pace of (release|delivery|change|work|growth)s?|(spoke|speaking) up/,
  ],
};

const looks: Terms = {
  forbidden: [
    /body language|eye contact|posture|gestures?|facial|smil(e|ed|ing)|well-dressed|attractive/,
    /your (face|looks|clothes|clothing|appearance|camera|room|lighting|background (noise|was|is|looks?|looked))|background noise/,
  ],
  allowed: [/facial recognition|gesture recognition|(security|risk|compliance|privacy) posture/],
};

const trait: Terms = {
  forbidden: [
    /your (age|gender|sex|race|religion|faith|health|family|nationality|ethnicity|disability|origin|husband|wife|marriage)/,
    /you(r age)? (are|were|seem|look|sound) (\w+ ){0,3}(years old|old|young)(er)?/,
    /pregnan\w*|ethnic\w*|religio\w+|married|foreigner|immigrant|male|female/,
    /(you are|you're|you were|as a|being) disabled|you (have|had) an? (\w+ )?disabilit\w+/,
  ],
  allowed: [/race conditions?/],
};

/** A report speaks to the candidate, never about them. */
const person: Terms = { forbidden: [/he|she|him|her|hers|his|himself|herself|the candidate/], allowed: [/her(oku|mes)/] };

const verdict: Terms = {
  forbidden: [
    /hire[ds]?|hireab\w+|hiring|no-hire|unhireable|employab\w+|job offer|get the job|recommend (you|hiring|rejecting)/,
    /(you|answer)('d| would| will| should| could| won't| wouldn't) (not |probably )*(be rejected|be accepted|(pass|fail)(?= ?([.,;!]|$)| (here|(this|that|the|an|a|any|most|such an) (\w+ )?(interview|screen|bar|round))))/,
    /(strong|weak|ideal|perfect|good|bad) (candidate|fit)|(over|under|un)-?qualified|qualified for|not ready for/,
    /(get|got|receive|earn|land) (an|the) offer|shortlist\w*|(you (in)?to|make|reach) the next round/,
    /(senior|junior|experienced|qualified) enough|(you|answer) (are|is|was|were) (not )?good enough/,
    /(get|give you|offer you) (this|the) (job|role|position)|you would (do|perform) (\w+ )?well in (this|the) (job|role|position)/,
    /(?<!\b(why|how|that) )you (are|were) (\w+ )?ready for (this|the|a) (job|role|position)/,
    /overall (score|grade|mark|rating)|\d out of (5|10|five|ten)(?= ?([.,;:!]|$))/,
    /(you|answer) (scored|deserved?s?) (\w+ ){0,2}(\d|five|full marks).*|\d+ ?% overall/,
  ],
  allowed: [
    /(no )?hire date|new hires?|(who|whom|how|why|when|what) you (would |had )?hired?/,
    /(you|and|we|i) hired|hired (\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|more|new)\b/,
    /hiring (manager|process|platform|system|tool|app)s?|hiring (\d+|two|three|four|five|more|another|people)/,
    /hiring (plan|of|freeze|budget|round|pipeline|need)s?/,
  ],
};

const comparison: Terms = {
  forbidden: [
    /top \d+ of (all |the )*(people|candidates|applicants|answers)|\d+(st|nd|rd|th)? per ?cent of (people|candidates)/,
    /(you|this|that|it|answer) (is|are|was|were|would be|ranks?|falls?) (\w+ ){0,3}percentile|percentile of (people|candidates|applicants|answers)/,
    /other (candidates|applicants|interviewees)|most (candidates|applicants)/,
    /(like|than|as|most|other) (most |other |many )?people( would| give| say| answer| do| don't| forget| name)/,
    /(than|unlike|like) (most|other|many) people|(better|worse) than (most|others|average)|compared (to|with) others/,
    /you (beat|outperform(ed)?) (most|all|other|many)|you (are|were)? ?ranked (first|second|third|top|high\w*|among)/,
    /(below|above)[- ]average (answer|candidate|response|performance|for)|(you|answer|this|that|it) (is|are|was|were) (\w+ )?(below|above) average/,
    /(average|typical) (candidate|answer)|an? (average|typical) (response|performance)(?! (time|of)\b)/,
  ],
  alsoForbidden: /\btop ?\d+ ?%/,
};

const machine: Terms = {
  forbidden: [
    /as an ai|as a (large )?language model|i('m| am) an? (ai|large language model|language model)/,
    /(my|the) system prompt (says|told|tells|asks|forbids)|my (system prompt|instructions)|i cannot assist|i can't assist/,
  ],
  isForbiddenEvenIfSaid: true,
};

const link: Terms = {
  forbidden: [],
  alsoForbidden: /https?:|www\.|\]\s*\(|javascript:|<\/?[a-z!][^>]*>|\b[\w-]+\.(com|net|org|io|ai|dev)\b/,
  allowed: [/(asp|ado|vb)\.net|socket\.io|draw\.io/],
  isForbiddenEvenIfSaid: true,
};

/** The families of what a report says nothing about; the first match counts. English only, because reports are written in it. */
export const families = { rude, emotion, personality, voice, looks, trait, person, verdict, comparison, machine, link };
