import { describe, expect, it } from "vitest";
import { findHedges, findPhrases, findRepeats } from "./found-phrases.ts";
import { countUnits } from "./units.ts";
import { fillerLists, hedges, stopWords } from "./word-lists.ts";

const fillers = (text: string, language = "en") => findPhrases(text, fillerLists[language] ?? []).map(({ phrase }) => phrase);
const hedged = (text: string) => findHedges(text, hedges).map(({ phrase }) => phrase);

describe("fillers", () => {
  it.each([
    ["a phrase of two words", "with, you know, performance", ["you know"]],
    ["a word without a blank after its comma", "um,like,we did", ["um", "like"]],
    ["capitals and curly marks", "Um… I MEAN it’s done", ["um", "i mean"]],
    ["like between commas, at an edge, and doubled", "Like, it was, like, slow, like", ["like", "like", "like"]],
    ["like said twice", "it was like like that", ["like", "like"]],
    ["nothing where like is set off on one side only", "It felt like, for once, a win. It was, like a wall", []],
    ["nothing in a longer word", "The umbrella of the hermit, likely", []],
    ["nothing where it is a verb or a kind", "I like it, you like it. A kind of tree, this sort of thing.", []],
    ["nothing where it is asked or meant", "Do you know SQL? That is what I mean. Let you know.", []],
    ["nothing in what is written in capitals: a ward, a diagram, a university", "In the ER I drew an ER diagram for UM and UH", []],
    ["a filler where all is written in capitals", "UM, I DID IT", ["um"]],
    [
      "nothing where somebody knows something",
      "Once you know the load, you see how you know it. People you know help, when you know them. The more you know.",
      [],
    ],
    ["nothing where it is one of several kinds", "That was the right kind of pressure, the best sort of test and no kind of luck", []],
    ["a kind of where it hedges", "we kind of looked at it", ["kind of"]],
    ["nothing in a longer word beside a name in another script", "Yamada (山田) ran the server for the umbrella team", []],
    ["capitals beside a name in another script", "Um, 山田さん and, you know, I", ["um", "you know"]],
  ])("finds %s", (_, text, found) => {
    expect(fillers(text)).toEqual(found);
  });

  it.each([
    ["de", "Äh, das war halt so. Halt, das war, halt, sozusagen neu.", ["äh", "halt", "halt", "sozusagen"]],
    ["fr", "Du coup, en fait, euh, on a bien migré", ["du coup", "en fait", "euh"]],
    ["es", "O sea, este, el este del país, pues", ["o sea", "este", "pues"]],
    ["pt", "Né, o tipo certo é este, tipo, então", ["né", "tipo", "então"]],
    ["it", "Cioè, il tipo di dato, tipo, ehm", ["cioè", "tipo", "ehm"]],
    ["nl", "Eh, we hebben zeg maar alles", ["eh", "zeg maar"]],
    ["ja", "えーと、あの人は、あの、まあ、まあまあです。", ["えーと", "あの", "まあ"]],
    ["zh", "嗯，那个人，那个，然后我们做了，然后，呃", ["嗯", "那个", "然后", "呃"]],
    ["ja", "えーと, React です", ["えーと"]],
    ["ja", "それはえーとですね、彼はあの、", ["えーと"]],
    ["ja", "えっと、それは、ええと、あのー、えーっと、えー、移行です", ["えっと", "ええと", "あのー", "えーっと", "えー"]],
    ["ja", "へえー、すげえー、ねえー", []],
    ["de", "A\u0308hm, ja, a\u0308h", ["ähm", "äh"]],
    ["ko", "음, 그 사람은, 그, 이제 끝", ["음", "그"]],
    ["hi", "मतलब, वो आदमी, वो, आया", ["मतलब", "वो"]],
  ])("finds them in %s, but not the same words within a sentence", (language, text, found) => {
    expect(fillers(text, language)).toEqual(found);
  });

  it("locates each", () => {
    const text = "So, um, you know it";
    expect(findPhrases(text, fillerLists["en"] ?? []).map(({ from, to }) => text.slice(from, to))).toEqual(["um", "you know"]);
  });
});

describe("hedges", () => {
  it("are whole words next to a name in another script", () => {
    expect(hedged("The maybelline of 山田, maybe")).toEqual(["maybe"]);
  });
  it("are the longest phrase that matches, once", () => {
    expect(hedged("It took a little bit, maybe a bit more")).toEqual(["a little bit", "maybe", "a bit"]);
  });
  it("are ignored after a negation or in a quotation", () => {
    const said = "Perhaps. I don't think so. It was not probably right, it wasn't possibly. She said “maybe” and \"I guess\". I think so";
    expect(hedged(said)).toEqual(["perhaps", "i think"]);
  });
  it("exclude “in a way that”", () => {
    expect(hedged("We built it in a way that scales; in a way, it was luck")).toEqual(["in a way"]);
  });
  it("are twenty-five", () => {
    expect(hedges).toHaveLength(25);
  });
});

describe("repeated words", () => {
  const stops = stopWords["en"] ?? new Set<string>();
  it("are content words used at least four times and in over three per cent", () => {
    expect(findRepeats("Cache the cache, cache a cache. The the the the the data data data", stops)).toEqual([{ word: "cache", times: 4 }]);
    expect(findRepeats(`${"cache ".repeat(4)}${"other thing ".repeat(70)}`, stops).map(({ word }) => word)).not.toContain("cache");
  });
  it("exclude German function words in every form", () => {
    const said = "Damals konnte ich mit meinem Team diesen Import eigentlich immer nur dort machen, wo unsere Daten lagen. ";
    expect(findRepeats(said.repeat(4), stopWords["de"] ?? new Set()).map(({ word }) => word)).toEqual(["team", "import", "daten", "lagen"]);
  });
  it("exclude numbers and letters", () => {
    expect(findRepeats("7 7 7 7 x x x x", stops)).toEqual([]);
  });
});

it.each([
  ["日本語で話します", 8, "characters"],
  ["我用 Rust 做缓存系统开发", 13, "characters"],
  ["I wrote 字 in Rust yesterday", 6, "words"],
  ["저는 결제 시스템을 만들었습니다.", 4, "words"],
  ["ผมชื่อสมชายครับ", 4, "words"],
  ["naïve Übung – ja 🎉", 3, "words"],
  ["…", 0, "words"],
])("counts %s in its own unit", (text, count, unit) => {
  expect(countUnits(text)).toEqual({ count, unit });
});
