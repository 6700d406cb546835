import { describe, expect, it } from "vitest";
import { startConversation } from "./testing/interview-bench.ts";

const talking = (floor: string | object, client = "present") => ({ IN_PROGRESS: { gemini: "conversing", floor, client } });
const farewell = (state: string) => talking({ farewell: state });
const asked = { type: "gemini.endCalled", callId: "c7", reason: "plan_done", usedShare: 0.6, isFarewellSaid: false } as const;
const early = { ...asked, usedShare: 0.59 };

describe("an end attributed to the candidate in the first three quarters", () => {
  const wished = { ...asked, reason: "candidate_asked", usedShare: 0.74 } as const;

  it("waits for their confirmation on the screen, and then is granted", async () => {
    const { diary, send, value } = await startConversation();
    send("answer.due", wished, "client.joined");
    expect(diary.told).toEqual(["tellNotice CONFIRM_END", "greetClient", "tellNotice CONFIRM_END"]);
    send({ type: "steered", what: "END_CONFIRMED" });
    expect([value(), diary.heard]).toEqual([farewell("awaiting"), ["gemini end.granted c7 false"]]);
  });

  it("also waits for it in the pause after their wish, which ends their answer, and is granted at once near the end", async () => {
    const wish = [
      { type: "voice.began", takesFloor: false },
      { type: "voice.ended", spokenMs: 900 },
    ] as const;
    const { diary, send, value } = await startConversation();
    send(...wish, wished);
    expect([value(), diary.told, diary.heard.at(-1)]).toEqual([talking("confirming"), ["tellNotice CONFIRM_END"], "gemini activity.ended"]);
    send({ type: "steered", what: "END_CONFIRMED" });
    expect([value(), diary.heard.at(-1)]).toEqual([farewell("awaiting"), "gemini end.granted c7 false"]);
    const late = await startConversation();
    late.send(...wish, { ...wished, usedShare: 0.75 });
    expect(late.value()).toEqual(farewell("awaiting"));
    const done = await startConversation();
    done.send(...wish, early);
    expect([done.value(), done.diary.heard.at(-1)]).toEqual([talking({ answering: "pausing" }), "gemini end.refused c7 false"]);
  });

  it.each([
    [{ type: "steered", what: "END_DECLINED" }, { due: "waiting" }],
    [{ type: "steered", what: "SKIP" }, { due: "waiting" }],
    [{ type: "text.stored", text: "No, go on." }, { due: "waiting" }],
    [{ type: "voice.began", takesFloor: true }, { answering: "speaking" }],
    [{ type: "talk.pressed" }, { answering: { held: "talking" } }],
  ] as const)("is refused when they do something else: %o", async (event, floor) => {
    const { diary, send, value } = await startConversation();
    send(wished, event);
    expect(value()).toEqual(talking(floor));
    expect(diary.heard).toContain("gemini end.refused c7 true");
  });

  it.each([
    { type: "steered", what: "SKIP" },
    { type: "text.stored", text: "No, go on." },
    { type: "voice.began", takesFloor: true },
    { type: "talk.pressed" },
  ] as const)("no longer hears an interviewer who still speaks when they do something else: %o", async (event) => {
    const { diary, send } = await startConversation();
    send("gemini.turnStarted", wished, event);
    expect(diary.told.at(-1)).toBe("takeFloor");
  });

  it("is refused before their wish for another question is passed on", async () => {
    const { diary, send } = await startConversation();
    send(wished, { type: "steered", what: "SKIP" });
    expect(diary.heard).toEqual(["gemini end.refused c7 true", "gemini cued skip"]);
  });

  it("is refused after 20 s without a word, and the interviewer continues", async () => {
    const { clock, diary, send, value } = await startConversation();
    send("gemini.turnStarted", wished, "gemini.turnEnded");
    clock.pass(19_999);
    expect([value(), diary.heard]).toEqual([talking("confirming"), []]);
    clock.pass(1);
    expect([value(), diary.heard]).toEqual([talking({ due: "waiting" }), ["gemini end.refused c7 true"]]);
  });

  it("asks at most three times", async () => {
    const { diary, send, value } = await startConversation();
    const declined = { type: "steered", what: "END_DECLINED" } as const;
    send(wished, declined, wished, declined, wished);
    expect([value(), diary.heard.at(-1)]).toEqual([farewell("awaiting"), "gemini end.granted c7 false"]);
  });

  it("is forgotten when the call is cancelled", async () => {
    const { diary, send } = await startConversation();
    send(wished, "gemini.endCancelled", { type: "steered", what: "END_CONFIRMED" });
    expect(diary.heard).toEqual([]);
  });

  it("can be confirmed while no session is there, as their own end; otherwise the next session takes it up again", async () => {
    const confirmed = { type: "steered", what: "END_CONFIRMED" } as const;
    for (const meanwhile of [[], ["client.left", "client.joined", "speech.heard", { type: "muted", isOn: true }]] as const) {
      const { diary, send } = await startConversation();
      send(wished, "gemini.stalled", ...meanwhile, { type: "patience.chosen", patience: "QUICK" }, confirmed);
      expect(diary.recorded.at(-1)).toBe("recordEnd COMPLETED USER_INITIATED");
    }
    for (const before of [[], [{ type: "steered", what: "END_DECLINED" }, confirmed]] as const) {
      const { diary, send, value } = await startConversation();
      send(wished, "gemini.stalled", ...before, "gemini.ready", confirmed);
      expect([value(), diary.heard]).toEqual([talking({ due: "waiting" }), ["gemini cued continue"]]);
    }
  });
});
