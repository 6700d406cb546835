import type { Language } from "../contract/vocabulary.ts";

/** From 0 to 19 each, then tens from 20, then magnitudes. */
export const english = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen " +
  "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half third quarter twice double triple dozen"
).split(" ");

const listed = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Number words, folded. Those that are more often another word ("ein", "un") are left out. */
const numbers: Partial<Record<Language, ReadonlySet<string>>> = {
  en: new Set(english),
  de: listed(
    "zwei zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig " +
      "dreißig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig hundert hunderte tausend tausende million millionen halb anderthalb hälfte " +
      "drittel viertel dutzend doppelt",
  ),
  fr: listed(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent " +
      "cents mille million millions dizaine quinzaine vingtaine trentaine centaine double moitié",
  ),
  es: listed(
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta " +
      "ochenta noventa cien ciento mil millón millones doble mitad",
  ),
  it: listed(
    "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici venti trenta quaranta cinquanta sessanta " +
      "settanta ottanta novanta cento mille mila milione milioni doppio metà",
  ),
  "pt-BR": listed(
    "dois duas três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito dezenove vinte trinta quarenta cinquenta sessenta setenta " +
      "oitenta noventa cem cento mil milhão milhões dobro metade",
  ),
  nl: listed(
    "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien twintig dertig veertig vijftig zestig zeventig " +
      "tachtig negentig honderd duizend miljoen half dubbel",
  ),
  pl: listed(
    "dwa dwie dwóch dwom dwoma trzy trzech trzem trzema cztery czterech czterem pięć pięciu sześć sześciu siedem siedmiu osiem ośmiu " +
      "dziewięć dziewięciu dziesięć dziesięciu dwadzieścia dwudziestu trzydzieści trzydziestu czterdzieści czterdziestu sto stu dwieście " +
      "trzysta czterysta tysiąc tysiące tysięcy milion miliony milionów pół połowa połowę",
  ),
  tr: listed("iki üç dört beş altı yedi sekiz dokuz yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin milyon yarım"),
  hi: listed("दो तीन चार पाँच पांच छह सात आठ नौ दस बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ हज़ार हजार लाख करोड़ आधा"),
  ar: listed(
    "اثنان اثنين ثلاثة ثلاث أربعة أربع خمسة خمس ستة ست سبعة سبع ثمانية تسعة تسع عشرة عشر عشرون عشرين ثلاثون ثلاثين أربعون أربعين خمسون خمسين ستون ستين سبعون سبعين ثمانون ثمانين تسعون تسعين مئة مائة مئتين ألف آلاف مليون نصف ثلث ربع",
  ),
};

const german =
  "(?:ein|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|" +
  "(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|dreißig|dreissig|hundert|tausend|halb)";
const dutch =
  "(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)tien|" +
  "(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|honderd|duizend)";
const italian =
  "(?:venti?|trenta?|quaranta?|cinquanta?|sessanta?|settanta?|ottanta?|novanta?|cento|mila|uno?|due|tre|tré|quattro|cinque|sei|sette|otto|nove)";

/**
 * Number words that are written as one word of several parts. As strings, because a built pattern keeps its letters, and the Worker's
 * bundle is plain ASCII.
 */
const joined: Partial<Record<Language, RegExp>> = {
  de: new RegExp(`^(?!ein(?:mal|fach))${german}(?:(?:und)?${german})*(?:(?:und)?${german}|mal|fach(?:e[nrsm]?)?)$`),
  nl: new RegExp(`^(?!een(?:maal|voudig))${dutch}(?:(?:en|ën)?${dutch})*(?:(?:en|ën)?${dutch}|maal|voudige?)$`),
  it: new RegExp(`^${italian}{2,6}$`),
  es: new RegExp(
    "^(?:(?:dieci|veinti)(?:un[oa]?|ún|d[oó]s|tr[eé]s|cuatro|cinco|s[eé]is|siete|ocho|nueve)|(?:dos|tres|cuatro|seis|sete|ocho|nove)cient[oa]s|quinient[oa]s)$",
  ),
  "pt-BR": new RegExp("^(?:(?:du|tre)zent[oa]s|quinhent[oa]s|(?:quatro|seis|sete|oito|nove)cent[oa]s)$"),
  pl: new RegExp(
    "^(?:(?:jede|dwa|dwu|trzy|czter|pięt|szes|siedem|osiem|dziewięt)na(?:ście|stu)|dwunastu|(?:pięć|sześć|siedem|osiem|dziewięć)(?:set|dziesiąt))$",
  ),
  ar: new RegExp("^و(?:عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع)(?:ون|ين)$"),
};

/** Figures in digits and, in Chinese and Japanese, numerals before a unit. */
export const digits = new RegExp(
  "\\p{N}+|[一二三四五六七八九十百千万億兆]+(?=[年月日週時分秒人名件回個台社円倍割枚本歩点度か箇ヶカケつ])",
  "gu",
);

/** Whether a folded word is a number word, in one language or, without `language`, in any. */
export const isNumberWord = (word: string, language?: Language): boolean =>
  language === undefined
    ? word === "once" || [...Object.values(numbers), ...Object.values(joined)].some((it) => isIn(it, word))
    : [numbers[language], joined[language]].some((it) => it !== undefined && isIn(it, word));

const isIn = (known: ReadonlySet<string> | RegExp, word: string): boolean => (known instanceof RegExp ? known.test(word) : known.has(word));
