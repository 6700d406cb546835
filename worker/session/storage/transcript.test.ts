import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { transcriptSubmission } from "../../../contract/app-api.ts";
import { applySchema } from "./schema.ts";
import { Transcript } from "./transcript.ts";

type Desk = {
  transcript: Transcript;
  speaksSince: (atUnixMs: number | null) => void;
  puts: () => number;
  restored: () => string[];
  revived: () => Transcript;
  kept: () => number;
};

/** An object's transcript on a clock that is moved by hand; `revived` is that of the object's next life, `restored` what it finds. */
const atDesk = (work: (desk: Desk) => void) =>
  runInDurableObject(env.INTERVIEW_SESSION.get(env.INTERVIEW_SESSION.newUniqueId()), (_, { storage }) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    applySchema(storage.sql);
    let beganAt: number | null = null;
    const parts = { now: () => Date.now(), answerBeganAt: () => beganAt, measure: () => null };
    const put = vi.spyOn(storage, "put");
    const revived = () => new Transcript(storage, parts);
    work({
      transcript: new Transcript(storage, parts),
      speaksSince: (atUnixMs) => (beganAt = atUnixMs),
      puts: () => put.mock.calls.length,
      restored: () =>
        revived()
          .captions()
          .map(({ speaker, text, isFinal }) => `${speaker}${isFinal ? "." : "…"} ${text}`),
      revived,
      kept: () => [...storage.kv.list({ prefix: "utterance." })].length,
    });
    put.mockRestore();
  });

const shownBy = (transcript: Transcript) => transcript.captions().map(({ text }) => text);
const pieces = (text: string) => [...text].map((it) => ({ speaker: "AI" as const, text: it, soundMs: 0 }));

it("writes an open utterance at once, then its newest state at most twice a second", () =>
  atDesk(({ transcript, puts, restored }) => {
    for (const piece of pieces("Tell me")) transcript.add(piece);
    expect([puts(), restored()]).toEqual([1, ["AI… T"]]);
    vi.advanceTimersByTime(499);
    expect(puts()).toBe(1);
    vi.advanceTimersByTime(1);
    expect([puts(), restored()]).toEqual([2, ["AI… Tell me"]]);
    for (const piece of pieces(" more.")) transcript.add(piece);
    expect(puts()).toBe(2);
    vi.advanceTimersByTime(60_000);
    expect([puts(), restored()]).toEqual([3, ["AI… Tell me more."]]);
    transcript.add({ speaker: "AI", text: " Please.", soundMs: 0 });
    expect([puts(), restored()]).toEqual([4, ["AI… Tell me more. Please."]]);
  }));

it("stores what it shows where words hold a zero character or half of a letter, and joins halves that come in two pieces", () =>
  atDesk(({ transcript, restored }) => {
    const shown = [
      transcript.add({ speaker: "AI", text: "Well\0 done \ud83d", soundMs: 0 }),
      transcript.add({ speaker: "AI", text: "\ude00 and \ud800 on.", soundMs: 0 }),
      transcript.finishTurn(),
    ];
    // As JSON, which can report half of a letter.
    expect(JSON.stringify(shown.map((it) => it?.text))).toBe(
      '["Well done \ufffd","Well done \u{1f600} and \ufffd on.","Well done \u{1f600} and \ufffd on."]',
    );
    expect(restored()).toEqual(["AI. Well done \u{1f600} and \ufffd on."]);
  }));

it("delivers of an endless utterance as much as the app takes, which would refuse the others with it", () =>
  atDesk(({ transcript }) => {
    transcript.add({ speaker: "AI", text: "word ".repeat(70_000), soundMs: 0 });
    transcript.finishTurn();
    const delivered = transcript.entries({ firstSeq: null, lastSeq: null });
    const submission = { transcript: delivered, endedAt: new Date(0).toISOString() };
    expect([delivered.length, transcriptSubmission.safeParse(submission).success]).toEqual([1, true]);
  }));

it("does not delay one speaker's words for the other's", () =>
  atDesk(({ transcript, puts, restored }) => {
    transcript.add({ speaker: "USER", text: "I have", soundMs: 0 });
    transcript.add({ speaker: "AI", text: "Yes", soundMs: 0 });
    expect([puts(), restored()]).toEqual([2, ["USER… I have", "AI… Yes"]]);
  }));

it.each([
  ["finished", (it: Transcript) => it.finishTurn(), ["AI. Tell me"]],
  ["cut", (it: Transcript) => it.cutTurn({ soundMs: 0, heardMs: 0 }), ["AI. Tell me…"]],
  ["ended with all others", (it: Transcript) => it.finishAll(), ["AI. Tell me"]],
])("stores an utterance that is %s at once, and writes nothing more of it", (_, end, expected) =>
  atDesk(({ transcript, puts, restored, kept }) => {
    for (const piece of pieces("Tell me")) transcript.add(piece);
    end(transcript);
    expect([restored(), kept()]).toEqual([expected, 0]);
    vi.advanceTimersByTime(60_000);
    expect([puts(), restored(), kept()]).toEqual([1, expected, 0]);
  }),
);

it("stores what is open when the object's life ends, and writes nothing after that", () =>
  atDesk(({ transcript, puts, restored }) => {
    for (const piece of pieces("Tell me")) transcript.add(piece);
    transcript.close();
    expect([puts(), restored()]).toEqual([2, ["AI… Tell me"]]);
    vi.advanceTimersByTime(60_000);
    expect(puts()).toBe(2);
  }));

it("goes on behind what was open when the object died", () =>
  atDesk(({ transcript, revived }) => {
    transcript.add({ speaker: "USER", text: "I led it", soundMs: 0 });
    const next = revived();
    next.type({ text: "Alone.", clientId: "a1" });
    next.add({ speaker: "AI", text: "How?", soundMs: 0 });
    expect(shownBy(next)).toEqual(["I led it", "Alone.", "How?"]);
  }));

it.each([
  ["two utterances that were each transcribed whole", ["I built a relay.", "And a bridge.", "Did I say?", "“Yes”"]],
  ["such that end in a letter", ["I wrote it in C.", "Then I moved on."]],
  ["the same in letters without case", ["मैंने किया।", "फिर रुका।"]],
  ["notes of a voice without words", ["[spoke for 0.6 s]", "[laughter]", "So I left.", "[sigh]", "It was time."]],
])("keeps apart %s", (_, said) =>
  atDesk(({ transcript }) => {
    for (const [at, text] of said.entries()) transcript.add({ speaker: "USER", text, soundMs: at });
    expect(transcript.captions()[0]?.text).toBe(said.join(" "));
  }),
);

it.each([
  [["I bui", "lt", " it.", " All."], "I built it. All."],
  [["In Node.", "js and Next.", "JS, in the U.", "S. for 3.", "5 years"], "In Node.js and Next.JS, in the U.S. for 3.5 years"],
  [["For the U", ".", "S", ". market, a Ph.", "D", ". and a B.", "Tech", " of mine"], "For the U.S. market, a Ph.D. and a B.Tech of mine"],
  [["そうですね…", "私は", "Node.", "を", "使って…", "React", "も"], "そうですね…私はNode.を使って…Reactも"],
  [["เกิดปี พ.", "ศ.", "2540"], "เกิดปี พ.ศ.2540"],
  [
    ["It is rows", "[0]", "[1]", ", and then [laugh", "ter]", ", well", " [sigh]", "."],
    "It is rows[0][1], and then [laughter], well [sigh].",
  ],
])("joins the pieces of a sentence as they come", (pieces, whole) =>
  atDesk(({ transcript }) => {
    for (const text of pieces) transcript.add({ speaker: "USER", text, soundMs: 0 });
    expect(transcript.captions()[0]?.text).toBe(whole);
  }),
);

it("keeps the words of an answer heard by two sessions once: the later version where both heard it, and what only one heard", () =>
  atDesk(({ transcript }) => {
    const add = (text: string) => transcript.add({ speaker: "USER", text, soundMs: 0 });
    const shown = () => transcript.captions().map(({ text, seq }) => `${seq} ${text}`);
    add("Wait.");
    transcript.settle();
    add("I bui");
    transcript.retell();
    transcript.settle();
    add("<noise>");
    expect(shown()).toEqual(["1 Wait. I bui"]);
    add("I");
    expect(shown()).toEqual(["1 Wait. I bui"]);
    add(" built");
    add(" it.");
    expect(shown()).toEqual(["1 Wait. I built it."]);
    transcript.retell();
    add("And it held.");
    expect(shown()).toEqual(["1 Wait. I built it. And it held."]);
    transcript.retell();
    add("I build it, and it held up.");
    expect(shown()).toEqual(["1 Wait. I build it, and it held up."]);
  }));

it("puts no space between what two sessions heard of an answer in a script that is written without", () =>
  atDesk(({ transcript }) => {
    const add = (text: string) => transcript.add({ speaker: "USER", text, soundMs: 0 });
    add("去年の秋に移行を担当しました。");
    transcript.retell();
    add("三か月で終わりました。");
    transcript.retell();
    add("React");
    transcript.retell();
    add("を使いました。");
    expect(shownBy(transcript)).toEqual(["去年の秋に移行を担当しました。三か月で終わりました。Reactを使いました。"]);
  }));

it("orders speech before a typed answer in front of it, however late its words, and later speech behind it", () =>
  atDesk(({ transcript, speaksSince }) => {
    const add = (text: string) => transcript.add({ speaker: "USER", text, soundMs: 0 });
    speaksSince(Date.now() - 1_000);
    transcript.type({ text: "It was in 2021.", clientId: "a1" });
    transcript.type({ text: "In May.", clientId: "a2" });
    expect(shownBy(transcript)).toEqual(["It was in 2021.", "In May."]);
    add("I built");
    speaksSince(null);
    add(" a relay.");
    expect(shownBy(transcript)).toEqual(["I built a relay.", "It was in 2021.", "In May."]);
    speaksSince(Date.now() + 1_000);
    add("It held.");
    transcript.startTurn();
    expect(shownBy(transcript)).toEqual(["I built a relay.", "It was in 2021.", "In May.", "It held."]);
  }));

it("keeps once the words of an answer that another session hears again, though something was typed before they came", () =>
  atDesk(({ transcript, speaksSince }) => {
    const add = (text: string) => transcript.add({ speaker: "USER", text, soundMs: 0 });
    speaksSince(Date.now() - 1_000);
    add("I built");
    transcript.retell();
    transcript.type({ text: "It was in 2021.", clientId: "a1" });
    expect(shownBy(transcript)).toEqual(["I built", "It was in 2021."]);
    add("I built a");
    transcript.retell();
    transcript.startTurn();
    transcript.add({ speaker: "AI", text: "I see", soundMs: 0 });
    transcript.cutTurn({ soundMs: 0, heardMs: 0 });
    add("I built a relay.");
    expect(shownBy(transcript)).toEqual(["I built a relay.", "It was in 2021.", "I see…"]);
  }));

it("counts a withdrawn line as stored, as nobody heard any of it", () =>
  atDesk(({ transcript }) => {
    transcript.add({ speaker: "USER", text: "I did.", soundMs: 0 });
    transcript.startTurn();
    transcript.add({ speaker: "AI", text: "Tell me", soundMs: 0 });
    transcript.finishTurn();
    expect(transcript.storedUpToSeq).toBe(2);
    transcript.cutTurn({ soundMs: 1_000, heardMs: 0 });
    expect([shownBy(transcript), transcript.storedUpToSeq]).toEqual([["I did."], 2]);
  }));

it.each([
  [500, "Tell…"],
  [900, "Tell me…"],
  [2_000, "Tell me about…"],
  [3_000, "Tell me about your work…"],
])("keeps of a turn cut after %i ms the whole words that were heard, spreading each piece over its own sound", (heardMs, kept) =>
  atDesk(({ transcript }) => {
    for (const [text, soundMs] of [
      ["Tell me ", 0],
      ["about your work ", 1_000],
      ["at sea", 3_000],
    ] as const)
      transcript.add({ speaker: "AI", text, soundMs });
    transcript.cutTurn({ soundMs: 3_000, heardMs });
    expect(shownBy(transcript)).toEqual([kept]);
  }),
);

it("does not join earlier words with those that come after a typed answer's reply", () =>
  atDesk(({ transcript, speaksSince }) => {
    speaksSince(Date.now() - 1_000);
    transcript.type({ text: "It was in 2021.", clientId: "a1" });
    transcript.startTurn();
    transcript.add({ speaker: "AI", text: "I see.", soundMs: 0 });
    transcript.add({ speaker: "USER", text: "I built a relay.", soundMs: 0 });
    speaksSince(null);
    transcript.finishTurn();
    transcript.add({ speaker: "USER", text: "It held.", soundMs: 0 });
    expect(shownBy(transcript)).toEqual(["I built a relay.", "It was in 2021.", "I see.", "It held."]);
  }));
