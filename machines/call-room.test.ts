import { describe, expect, it } from "vitest";
import type { Floor, Patience } from "../contract/vocabulary.ts";
import type { NoticeKind } from "./call/events.ts";
import { lively, startCall, started, startLive } from "./testing/call-bench.ts";

const turn = (floor: Floor, patience: Patience = "NORMAL", untilMs: number | null = null) =>
  ({ type: "turn.changed", floor, patience, untilMs }) as const;
const broken = { type: "socket.closed", code: 1006, jitter: 1 } as const;
const room = (is: object) => lively("connected", { on: "heard" }, "playing", is);
const holding = (hold: string): unknown => expect.objectContaining({ live: expect.objectContaining({ hold }) as unknown });
const typed = (text: string, clientId: string) => ({ type: "text.sent", text, clientId }) as const;
/** What the Worker has been told since the diary was last emptied. */
const told = (diary: { page: string[] }) =>
  diary.page.filter((it) => it.startsWith("tellWorker")).map((it) => it.slice("tellWorker ".length));

describe("the floor", () => {
  it("belongs to whom the Worker says, for as long as it says", async () => {
    const { value, context, send } = await startLive();
    for (const [floor, state] of [
      ["ANSWERING", "answering"],
      ["HELD", "held"],
      ["DUE", "due"],
      ["INTERVIEWER", "interviewer"],
      ["OPEN", "open"],
    ] as const) {
      send(turn(floor, "NORMAL", 4_000));
      expect([value(), context().untilMs]).toEqual([room({ turn: state, hold: floor === "HELD" ? "resumed" : "none" }), 4_000]);
    }
  });

  it("stops a repetition as soon as the candidate speaks, and plays one on request", async () => {
    const { send, diary } = await startLive();
    send("speech.repeated", turn("OPEN"), turn("ANSWERING"));
    expect(diary.heard).toEqual(["speaker speaker.repeat", "speaker speaker.hush"]);
  });

  it("forwards what the candidate asks of the interviewer", async () => {
    const { send, diary } = await startLive();
    send({ type: "steered", what: "REPHRASE" });
    expect(told(diary)).toEqual(["steer REPHRASE"]);
  });
});

describe("holding the turn", () => {
  it("thinks until the candidate ends it, 120 s at most", async () => {
    const { value, send, diary, clock } = await startLive();
    send("think.began");
    clock.pass(119_999);
    expect(value()).toEqual(room({ hold: "thinking" }));
    clock.pass(1);
    expect(value()).toEqual(room({}));
    expect(told(diary)).toEqual(["think true", "think false"]);
    send("think.began", "think.ended");
    expect(value()).toEqual(room({}));
  });

  it("resends the thought once there is an answer to hold, and on a new connection", async () => {
    const { send, diary, clock } = await startLive();
    send("think.began", turn("ANSWERING"), turn("HELD"), broken);
    clock.pass(500);
    send(started("r2"));
    expect(told(diary)).toEqual(["think true", "think true", "think true"]);
  });

  it("waits for the candidate's turn when requested during the interviewer's, and then lasts its full time", async () => {
    for (const [before, ...until] of [
      ["INTERVIEWER", "OPEN"],
      ["INTERVIEWER", "ANSWERING"],
      ["DUE", "INTERVIEWER", "OPEN"],
      // They asked for another question meanwhile.
      ["INTERVIEWER", "DUE", "INTERVIEWER", "OPEN"],
    ] as const) {
      const { value, send, diary, clock } = await startLive();
      send(turn(before), "think.began", ...until.slice(0, -1).map((it) => turn(it)));
      clock.pass(100_000);
      expect([value(), told(diary)]).toEqual([holding("remembered"), []]);
      send(turn(until.at(-1) ?? "OPEN"));
      clock.pass(119_999);
      expect([value(), told(diary)]).toEqual([holding("thinking"), ["think true"]]);
      clock.pass(1);
      expect([value(), told(diary)]).toEqual([holding("none"), ["think true", "think false"]]);
    }
  });

  it("keeps waiting when the floor was the candidate's only for a moment", async () => {
    const { value, send, diary } = await startLive();
    send(turn("INTERVIEWER"), "think.began", turn("OPEN"), turn("DUE"), turn("INTERVIEWER"));
    expect(value()).toEqual(holding("remembered"));
    send(turn("OPEN"));
    expect([value(), told(diary)]).toEqual([holding("thinking"), ["think true", "think false", "think true"]]);
  });

  it("that is waiting is cancelled by a second press, and by typing or talking", async () => {
    for (const event of ["think.ended", typed("I led it.", "a"), "talk.pressed"] as const) {
      const { value, send, diary } = await startLive();
      send(turn("INTERVIEWER"), "think.began", event, turn("OPEN"));
      expect(value()).toEqual(holding(event === "talk.pressed" ? "talking" : "none"));
      expect(told(diary).filter((it) => it.startsWith("think"))).toEqual([]);
    }
  });

  it("resumes after the interviewer spoke into it, also on a new connection", async () => {
    const { value, send, diary, clock } = await startLive();
    send("think.began", turn("INTERVIEWER"), broken);
    clock.pass(500);
    send(started("r2"), turn("INTERVIEWER"));
    expect([value(), told(diary)]).toEqual([holding("remembered"), ["think true", "think false"]]);
    send(turn("OPEN"));
    expect([value(), told(diary)]).toEqual([holding("thinking"), ["think true", "think false", "think true"]]);
  });

  it("thinks on when the Worker holds the turn of a page that does not know of it, until the candidate or the Worker ends it", async () => {
    for (const [end, told_] of [
      ["think.ended", ["think false"]],
      ["talk.pressed", ["think false", "talk true"]],
      [{ type: "steered", what: "ANSWER_DONE" }, ["think false", "steer ANSWER_DONE"]],
      [turn("ANSWERING"), []],
      [turn("OPEN"), []],
    ] as const) {
      const { value, send, diary } = await startLive();
      send(turn("HELD"), { type: "steered", what: "REPHRASE" });
      expect(value()).toEqual(room({ turn: "held", hold: "resumed" }));
      send(end);
      expect(value()).toEqual(holding(end === "talk.pressed" ? "talking" : "none"));
      expect(
        told(diary)
          .filter((it) => it !== "steer REPHRASE")
          .toSorted(),
      ).toEqual(told_.toSorted());
    }
  });

  it("ends with the answer, by its button or by the Worker", async () => {
    const { value, send, diary } = await startLive();
    send("think.began", { type: "steered", what: "REPHRASE" });
    expect(value()).toEqual(room({ hold: "thinking" }));
    send({ type: "steered", what: "ANSWER_DONE" });
    expect(value()).toEqual(room({}));
    send("think.began", turn("HELD"), turn("DUE"));
    expect(value()).toEqual(room({ turn: "due" }));
    expect(told(diary).filter((it) => it.startsWith("think"))).toEqual(["think true", "think false", "think true", "think false"]);
  });

  it("talks while the button is down, also on a new connection", async () => {
    const { value, send, diary, clock } = await startLive();
    send("think.began", "talk.pressed", broken);
    clock.pass(500);
    send(started("r2"));
    expect(value()).toEqual(room({ hold: "talking" }));
    send("talk.released");
    expect(told(diary)).toEqual(["think true", "think false", "talk true", "talk true", "talk false"]);
  });
});

describe("typed answers", () => {
  it("are kept until the Worker has confirmed them", async () => {
    const { value, context, send, diary } = await startLive();
    send(typed("I led it.", "a"), typed("Alone.", "b"), { type: "text.taken", clientId: "a" });
    expect([value(), context().answers]).toEqual([room({ composer: "sending" }), [{ text: "Alone.", clientId: "b" }]]);
    send({ type: "text.taken", clientId: "b" });
    expect(value()).toEqual(room({}));
    expect(diary.page.filter((it) => it.startsWith("keepAnswers"))).toEqual([
      'keepAnswers [{"text":"I led it.","clientId":"a"}]',
      'keepAnswers [{"text":"I led it.","clientId":"a"},{"text":"Alone.","clientId":"b"}]',
      'keepAnswers [{"text":"Alone.","clientId":"b"}]',
      "keepAnswers []",
    ]);
  });

  it("are resent under the same id after a reconnection", async () => {
    const { send, diary, clock } = await startLive();
    send(typed("I led it.", "a"), broken);
    clock.pass(500);
    send(started("r2"));
    const sent = 'answers [{"text":"I led it.","clientId":"a"}]';
    expect(told(diary)).toEqual([sent, sent]);
  });

  it("that did not arrive before a reload are resent after it", () => {
    const { send, diary, value } = startCall({ resumeToken: "r0", answers: [{ text: "I led it.", clientId: "a" }] });
    send("microphone.ready", "socket.opened", started());
    expect(value()).toEqual(room({ composer: "sending" }));
    expect(told(diary)).toEqual(['answers [{"text":"I led it.","clientId":"a"}]']);
  });
});

describe("patience", () => {
  it("follows the Worker until the candidate chooses, and then the candidate until the Worker agrees", async () => {
    const { value, context, send, diary, clock } = await startLive();
    send(turn("OPEN", "PATIENT"));
    expect(context().patience).toBe("PATIENT");
    send({ type: "patience.chosen", patience: "QUICK" }, turn("OPEN", "PATIENT"), broken);
    clock.pass(500);
    send(started("r2"), turn("OPEN", "PATIENT"));
    expect([value(), context().patience]).toEqual([room({ pace: "asked" }), "QUICK"]);
    send(turn("OPEN", "QUICK"));
    expect(value()).toEqual(room({}));
    expect(told(diary)).toEqual(["patience QUICK", "patience QUICK"]);
  });
});

describe("a notice", () => {
  it("stays for 20 s, until answered or until dismissed", async () => {
    const { value, context, send, clock } = await startLive();
    const notice = { type: "notice.received", kind: "CONFIRM_END" } as const;
    send(notice);
    expect([value(), context().notice]).toEqual([room({ notice: "standing" }), "CONFIRM_END"]);
    clock.pass(20_000);
    expect([value(), context().notice]).toEqual([room({}), null]);
    send(notice, "notice.dismissed");
    expect(value()).toEqual(room({}));
    send(notice, { type: "steered", what: "END_DECLINED" });
    expect(value()).toEqual(room({}));
  });

  it("disappears with the turn it is about: a question when the candidate talks past it, an offer when they answer, a wait when it ends", async () => {
    const { context, send } = await startLive();
    const standsAfter = (kind: NoticeKind, ...floors: Floor[]) => {
      send(turn("OPEN"), { type: "notice.received", kind }, ...floors.map((it) => turn(it)));
      return context().notice === kind;
    };
    expect(standsAfter("CONFIRM_END", "OPEN")).toBe(true);
    for (const floor of ["ANSWERING", "HELD", "DUE", "INTERVIEWER"] as const) expect(standsAfter("CONFIRM_END", floor)).toBe(false);
    expect(standsAfter("SILENCE_OFFERED", "HELD", "ANSWERING", "OPEN")).toBe(true);
    expect(standsAfter("SILENCE_OFFERED", "ANSWERING", "DUE")).toBe(false);
    expect(standsAfter("SILENCE_OFFERED", "INTERVIEWER")).toBe(false);
    expect(standsAfter("PROVIDER_SLOW", "DUE")).toBe(true);
    expect(standsAfter("PROVIDER_SLOW", "DUE", "INTERVIEWER")).toBe(false);
    expect(standsAfter("NOT_WRITTEN_DOWN", "DUE", "INTERVIEWER")).toBe(true);
  });
});

it("tells the Worker who is muted, again on a new connection", async () => {
  const { send, diary, clock } = await startLive();
  send("call.muted", broken);
  clock.pass(500);
  send(started("r2"), "call.unmuted");
  expect(told(diary)).toEqual(["muted true", "muted true", "muted false"]);
});

it("keeps the newest agenda, and how far everything is stored", async () => {
  const { send, context } = await startLive();
  const agenda = [{ id: "1", topic: "Conflict", state: "CURRENT" as const }];
  send({ type: "agenda.received", agenda }, { type: "saved.received", saved: { upToSeq: 3, atMs: 761_000, isDelivered: false } });
  expect([context().agenda, context().saved?.upToSeq, context().features.includes("think")]).toEqual([agenda, 3, true]);
});
