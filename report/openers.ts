import type { Language } from "../contract/vocabulary.ts";

const listed = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Words that may begin a sentence although the candidate did not say them. None of them is a name in that language. */
const openers: Partial<Record<Language, ReadonlySet<string>>> = {
  en: listed(
    "a after again all also although an and as at back because before both but by during each every first finally for from given here " +
      "i if in instead it its last later let looking most my next no not now of off on once one only our out over since so some specifically still that " +
      "the their then there these they this those though through to today together under until we what when where which while " +
      "why with within without would yes you your situation task action result learning context " +
      "afterwards besides despite even everyone everything however maybe meanwhile " +
      "nobody nothing otherwise overall rather such thanks therefore throughout thus unless unlike " +
      "whenever whereas whether who could did do had has have should was were",
  ),
  de: listed(
    "aber als also am an anfangs anschließend auch auf aus außerdem bei beim bis da dabei dadurch dafür daher damals damit danach dann daraufhin " +
      "das dass davor dazu dem den der deshalb deswegen die dies diese dieser dieses doch dort durch ein eine einen einer eines er erst es für " +
      "gemeinsam heute hier ich ihr im in inzwischen ja jetzt jede jeder jedes kein keine konkret mein meine meinen meiner mit nach nachdem nein nun nur " +
      "ob obwohl oder ohne schließlich seitdem seit sie so sobald später statt trotzdem um und uns unser unsere unter vom von vor vorher während " +
      "was weil wenn wer wie wieder wir wo zu zuerst zudem zuletzt zum zunächst zur zusammen zwar alle alles andere beide bereits besonders bevor " +
      "darüber dennoch erstens etwa gegen genau gleichzeitig ihre immer innerhalb insgesamt jedoch kurz leider man manche mehr mehrere neben nicht oft parallel " +
      "schnell schon selbst sofort sogar solche sonst sowohl stattdessen trotz viel viele wegen weitere wichtig zugleich zweitens",
  ),
  fr: listed(
    "ainsi alors après au aujourd'hui aussi avant avec bien bref car ce cela ces cet cette c'est chaque comme d'abord dans de depuis des donc du elle " +
      "en enfin ensuite et grâce il ils j'ai j'avais j'étais je l'équipe la le les leur lors ma mais malgré mes mon ne nos notre nous on or ou où par parce pendant " +
      "pour pourtant puis quand que qui sa sans se ses si son sur tout un une",
  ),
  es: listed(
    "a además al ahora ante antes aquí así aunque cada como con cuando de del desde después durante e el ella en entonces era eso esta este esto " +
      "finalmente fue gracias hasta hoy la las lo los luego me mi mientras mis no nos nosotros nuestra nuestro o para pero por porque primero pues que se " +
      "había he hemos hice hicimos fui fuimos tuve tuvimos según si sin sobre su también tras un una y ya yo",
  ),
  it: listed(
    "abbiamo ho ero ad al alla allora anche ancora appena avevo c'era che chi ci come con così da dal dopo dunque durante ed era e' finalmente già gli grazie i il " +
      "in infine inoltre io l'obiettivo mentre mia mio ma nel nella noi non oggi ogni per perché però poi prima quando questa questo quindi se senza si sia " +
      "sono su un una",
  ),
  "pt-BR": listed(
    "tive tivemos fiz fizemos fui agora ainda além ao apesar após assim até com como da daí de depois desde do durante ela ele em então enquanto era essa esse esta este eu " +
      "foi graças hoje isso já logo mas meu minha na no nós nosso nossa o os ou para pela pelo por porque portanto primeiro quando que se sem seu sua também tudo um uma",
  ),
  nl: listed(
    "aan achteraf ten al alle als bij bovendien daar daarna daarom dan dankzij dat de deze die dit door dus een en er eerst het hier hij ik in " +
      "inmiddels ja maar met mijn na nadat nu om omdat onder ons onze ook op pas samen sinds te toen tot tijdens uiteindelijk uit van vanaf vervolgens voor want was we wij zij zo zodat",
  ),
  pl: listed(
    "a aby ale bo był była było by były co czyli dlatego dla do dzięki dziś dzisiaj gdy i ja jak jako jednak jest jeśli każdy kiedy mój moja my na najpierw nasz nasza następnie nie " +
      "o od oraz po pod podczas ponieważ potem przed przez przy są się ta tak tam ten teraz to w więc wtedy z za żeby",
  ),
  tr: listed(
    "ama ancak artık ben benim bir biz bizim bu böylece bunun çünkü daha dolayısıyla en fakat hem her için ilk ise kendi ki o olarak önce onun sonra sonuç sonunda sonuçta şimdi şu ve ya",
  ),
};

/** Endings of verbs, and of adverbs of manner and time: such words begin a sentence and are not names. */
const endings: Partial<Record<Language, RegExp>> = {
  en: /(ing|ly|ed)$/,
  de: new RegExp("(lich|weise|end|falls|mals|wärts)$"),
  fr: /ment$|^(c|d|j|l|m|n|s|qu|lorsqu|puisqu)'/,
  es: new RegExp("(mente|iendo|[éíó]|[aei]mos|aron|ieron|aban?)$"),
  it: new RegExp("(mente|ndo|[ai]i|[aei]mmo|[aei]vo|[òì])$|^(c|d|l|un|all|dell|nell)'"),
  "pt-BR": /(mente|ndo|[ae]i|[aei]mos|[aei]ram|avam?)$/,
  pl: new RegExp("(łem|łam|liśmy|łyśmy|ąc)$"),
  tr: new RegExp("([dt][ıiuü][mk]|arak|erek|ken|m[ıiuü]z)$"),
};

/**
 * Whether a folded word may begin a sentence without being a name: by the list, by its ending, or as another form of a word that was
 * `said`.
 */
export const isOpener = (word: string, said: ReadonlySet<string>, language: Language): boolean =>
  (openers[language]?.has(word) ?? false) ||
  (endings[language]?.test(word) ?? false) ||
  (language !== "en" && word.length >= leastStem && [...said].some((it) => it.startsWith(word.slice(0, leastStem))));

/** Common German nouns: capitalised, but not names. */
const germanNouns: ReadonlySet<string> = new Set(
  (
    "ablauf abschluss abteilung anfang angebot anforderung ansatz antwort arbeit art aufgabe auftrag aufwand ausfall beginn beispiel " +
    "bereich bericht betrieb blick chef chefin daten datum ende entwurf erfolg ergebnis fall fehler firma folge frage führung gespräch " +
    "grund gruppe hilfe idee jahr kollege kollegin kolleginnen kosten kraft kunde kundin leute lösung mittel monat " +
    "nachfrage nutzen nutzer option plan platz problem produkt projekt prozess punkt regel risiko rolle rückmeldung sache satz schluss schritt " +
    "seite sicht situation stand stunde system tag team teil termin test thema tool überblick umsatz unternehmen ursache vergleich verkauf vertrag " +
    "vorschlag vorteil weg weise wert woche wort zahl zeit ziel zusage zustand " +
    "abfrage analyse budget code dienst einsatz grenze inhalt konzept last " +
    "methode modell nummer person phase quartal quelle sekunde server software sprache " +
    "tabelle übergabe umfang verlust version vertrauen vertrieb werkzeug wissen zugang"
  ).split(" "),
);
const germanEndings = new RegExp("(?:ung|heit|keit|schaft|tion|tät|ismus)(?:en|s)?$");
const inflection = /(?:innen|en|er|es|em|n|e|s)$/;
const leastPart = 4;
/** Words that share this many letters at the beginning count as forms of one word. */
const leastStem = 5;

const stemOf = (word: string): string => word.replace(inflection, "");

/** Whether a folded word is a common noun, which only German capitalises: listed, or ending in a listed word or in one that was `said`. */
export const isPlainNoun = (word: string, said: ReadonlySet<string>, language: Language): boolean => {
  if (language !== "de") return false;
  const endsIn = (part: string) => part.length >= leastPart && (word.endsWith(part) || stemOf(word).endsWith(part));
  return (
    germanNouns.has(word) ||
    germanNouns.has(stemOf(word)) ||
    germanEndings.test(word) ||
    [...germanNouns].some(endsIn) ||
    [...said].some((it) => !openers.de?.has(it) && (endsIn(it) || endsIn(stemOf(it))))
  );
};
