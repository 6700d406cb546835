import { describe, expect, it } from "vitest";
import { callModel } from "../models/call-model.ts";
import { feedbackModel } from "../models/feedback-model.ts";
import { interviewModel } from "../models/interview-model.ts";
import { recordable, sanitized } from "./recordable.ts";

const secret = "a secret sentence";

describe("what may be kept of an event", () => {
  it("is its type and small fields, never words, handles, tokens or ids", () => {
    expect([
      recordable({ type: "gemini.transcribed", speaker: "USER", text: secret, soundMs: 0 }),
      recordable({ type: "gemini.handleIssued", handle: secret }),
      recordable({ type: "gemini.endCalled", callId: secret }),
      recordable({ type: "gemini.lost", code: 1011, reason: secret }),
      recordable({ type: "gemini.goingAway", timeLeftMs: 50_000 }),
      recordable({ type: "session.started", resumeToken: secret, endsAtMs: 5 }),
      recordable({ type: "session.failed", code: 4002, message: secret }),
      recordable({ type: "caption.received", caption: { speaker: "AI", text: secret, isFinal: true } }),
      recordable({ type: "app.ended", status: "ERROR" }),
      recordable({ type: "microphone.refused", problem: "busy" }),
    ]).toEqual([
      { type: "gemini.transcribed", speaker: "USER" },
      { type: "gemini.handleIssued" },
      { type: "gemini.endCalled" },
      { type: "gemini.lost", code: 1011 },
      { type: "gemini.goingAway", timeLeftMs: 50_000 },
      { type: "session.started", endsAtMs: 5 },
      { type: "session.failed", code: 4002 },
      { type: "caption.received" },
      { type: "app.ended", status: "ERROR" },
      { type: "microphone.refused", problem: "busy" },
    ]);
  });

  it("omits a sentence even from a field that may be kept", () => {
    expect(recordable({ type: "app.ended", status: secret })).toEqual({ type: "app.ended" });
  });

  it("names a task's answer, without the content of a token or an error", () => {
    expect([
      recordable({ type: "xstate.done.actor.readSetup", output: { isOpen: false, setup: secret } }),
      recordable({ type: "xstate.error.actor.readSetup", error: new Error(secret) }),
      recordable({ type: "xstate.done.actor.mintToken", output: { token: secret } }),
      recordable({ type: "xstate.error.actor.mintToken", error: new Error(secret) }),
    ]).toEqual([{ type: "setup.read", isOpen: false }, { type: "setup.unread" }, { type: "token.minted" }, { type: "token.refused" }]);
  });

  it("is nothing that a replay brings by itself; an inspector sees its bare type", () => {
    const events = ["xstate.init", "xstate.after.backoff.call.connecting.waiting", "rotation.due"].map((type) => ({ type, input: secret }));
    expect(events.map(recordable)).toEqual([null, null, null]);
    expect(events.map(sanitized)).toEqual(events.map(({ type }) => ({ type })));
  });

  it("covers every outside event of each chart", () => {
    const events = [
      ...interviewModel.events,
      ...callModel.events,
      ...feedbackModel.events,
      ...interviewModel.tasks.map((it) => it.event),
      ...callModel.tasks.map((it) => it.event),
    ];
    expect(events.filter((event) => recordable(event) === null)).toEqual([]);
  });
});
