/** A phrase, and the conditions under which it counts. */
export type Listed = {
  phrase: string;
  /** Counts only between commas, at the beginning or end of an answer, or doubled. Inside a sentence it is an ordinary word. */
  isSetOff?: true;
  /** Does not count right after one of these words: "a kind of tree". */
  notAfter?: string[];
};

const freely = (text: string): Listed[] => text.split(", ").map((phrase) => ({ phrase }));
const setOff = (text: string): Listed[] => text.split(", ").map((phrase) => ({ phrase, isSetOff: true }));

const kinds = (
  "a an the this that these those what which some any every each one another other new same different certain no only main first last " +
  "right wrong best worst biggest special particular"
).split(" ");
/** After one of these, "you know" is literal: somebody knows something. */
const known = "do did if as let don't when how what who why where once until before after than whether more less people".split(" ");

/** Fillers and filled pauses by language. Speech recognition drops many of them, so a count is never complete. */
export const fillerLists: Record<string, Listed[]> = {
  en: [
    ...freely("um, uh, er, erm, hmm"),
    ...setOff("like"),
    { phrase: "you know", notAfter: known },
    { phrase: "i mean", notAfter: ["what", "do", "did", "that"] },
    { phrase: "sort of", notAfter: kinds },
    { phrase: "kind of", notAfter: kinds },
  ],
  de: [...freely("äh, ähm, sozusagen"), ...setOff("halt, quasi")],
  fr: [...freely("euh, en fait, du coup"), ...setOff("ben, bah")],
  es: [...freely("eh, o sea"), ...setOff("este, pues")],
  pt: [...freely("né"), ...setOff("é, tipo, então")],
  it: [...freely("ehm, cioè"), ...setOff("tipo, praticamente")],
  nl: [...freely("eh, uhm, zeg maar")],
  ja: [...freely("えーっと, えーと, えっと, ええと"), ...setOff("えー, あの, あのー, まあ")],
  zh: [...freely("嗯, 呃"), ...setOff("那个, 就是, 然后")],
  ko: [...setOff("음, 어, 그, 이제")],
  hi: [...setOff("मतलब, वो")],
};

/** Ways to say less than one means; often useful. English only. */
export const hedges: Listed[] = [
  ...freely(
    "i think, i guess, i suppose, i believe, i feel like, i would say, i'm not sure, maybe, perhaps, probably, possibly, hopefully, " +
      "somewhat, a bit, a little bit, more or less, pretty much, it seems, to some extent, or something, or so, not really",
  ),
  ...setOff("in a way"),
  { phrase: "sort of", notAfter: kinds },
  { phrase: "kind of", notAfter: kinds },
];

const listed = (text: string): Set<string> => new Set(text.split(" "));

/** Words that say nothing about the content of an answer. In a language without a list, repeated words are not counted. */
export const stopWords: Record<string, Set<string>> = {
  en: listed(
    "a about after all also am an and any are as at back be because been before being but by can could did didn't do does doing don't " +
      "done down each even every few first for from get go going good got had has have having he her here him his how i i'd i'll i'm i've " +
      "if in into is it it's its just know like lot made make many me mean more most much my no not now of off on one only or other our " +
      "out over own really right said same say see she should so some something such take than that that's the their them then there " +
      "they thing things think this those through time to too two um uh up us very want was wasn't way we we'd we're we've well went " +
      "were what when where which while who why will with work would yeah yes you your",
  ),
  de: listed(
    "aber alle alles als also am an andere anderen auch auf aus bei beiden beim bereits bin bis bisschen da dabei dafür damals " +
      "damit danach dann daran darauf das dass davon dazu dem den denn der deren des dich die dies diese diesem diesen dieser dieses " +
      "dir doch dort du durch durfte eben eigentlich ein eine einem einen einer eines einfach er erst es etwas finde für gab ganz gar " +
      "geht gemacht gerne gesagt gibt gleich gut habe haben habt halt hat hatte hatten hier hätte hätten ich ihm ihn ihnen ihr ihre " +
      "ihrem ihren ihrer im immer in ins irgendwie ist ja jede jeden jeder jedes jetzt kann kein keine kommt konnte konnten können " +
      "lassen machen mal man manchmal mehr mein meine meinem meinen meiner mich mir mit muss musste mussten nach natürlich nein nicht " +
      "noch nun nur nämlich oder ohne okay quasi sagen schon sehr sein sich sie sind so sollte sollten sondern sowie sozusagen um und " +
      "uns unser unsere unserem unseren unserer unter viel vielleicht vom von vor war waren was weil weiter welche wenn wer werden wie wieder wir wird " +
      "wirklich wo wollte wollten worden wurde wurden würde würden ziemlich zu zum zur zwar äh ähm über",
  ),
  fr: listed(
    "a ai alors au aussi autre aux avait avec avoir avons bien c'est ce ces cette comme d'un d'une dans de des donc du elle en est et " +
      "euh fait faire il ils j'ai j'avais je l'on la le les leur lui mais me mes moi mon même ne nos notre nous on ont ou où par pas plus " +
      "pour qu'il qu'on quand que qui sa sans se ses si son sont sur ta te tout tous très tu un une vos vous y à ça était été être",
  ),
  es: listed(
    "a al algo aquí así como con cuando cual de del desde donde dos el ella ellos en entonces era eran es esa ese eso esta estaba este " +
      "esto está fue ha había hacer hasta hay he la las le les lo los me mi mis mucho muy más ni no nos nosotros o otra otro para pero " +
      "por porque pues que qué se ser si sin sobre son su sus sí también te tenía tiene todo todos tuve un una uno y ya yo",
  ),
  pt: listed(
    "a ao aos as até com como da das de dela dele depois do dos e ela ele eles em então era eram essa esse eu fazer foi foram há isso já " +
      "lá mais mas me meu minha muito na nas nem no nos nossa nosso não né nós o os ou para pela pelo por porque pra qual quando que quem " +
      "se sem ser seu sua são só também te tem tinha tudo um uma você à é",
  ),
  it: listed(
    "a abbiamo ad ai al alla anche avevo c'era che chi ci cioè come con cosa così da dal dalla dei del della delle di dove due e ed era " +
      "erano essere fare fatto gli ha hanno ho i il in io l'ho la le lei li lo loro lui ma mi mia mio molto ne nel nella no noi non o " +
      "perché per più poi quando quello questa questo qui se si sia sono stata stato su sua suo tutti tutto un una uno è",
  ),
  nl: listed(
    "aan al alle als altijd ben bij daar dan dat de deze die dit doen door een eh en er geen had hadden heb hebben heeft het hier hoe ik " +
      "in is ja je kan konden maar me meer men met mij mijn moest na naar niet nog nu of om omdat onder ons onze ook op over te toen tot " +
      "uit van veel voor want waren was wat we weer werd wel werk wie wij wil ze zei zich zij zijn zo zou zeg",
  ),
};
