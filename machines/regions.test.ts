import type { AnyStateNode } from "xstate";
import { describe, expect, it } from "vitest";
import { callMachine } from "./call.ts";
import { type ChartTransition, statesOf, transitionsOf } from "./chart.ts";
import { feedbackMachine } from "./feedback.ts";
import { interviewMachine } from "./interview.ts";
import { startLive } from "./testing/call-bench.ts";

/** A state and its ancestors, from the inside out. */
const ancestors = (node: AnyStateNode): AnyStateNode[] => [node, ...(node.parent ? ancestors(node.parent) : [])];
const isWithin = (node: AnyStateNode, outer: AnyStateNode) => ancestors(node).includes(outer);

/** The state within which a branch leaves and enters states: XState goes outwards until source and targets are all inside. */
const domainOf = ({ definition: { source, target = [], reenter } }: ChartTransition): AnyStateNode | undefined => {
  const isInner = !reenter && target.every((it) => it !== source && isWithin(it, source));
  return isInner ? source : ancestors(source).find((it) => it !== source && target.every((to) => to !== it && isWithin(to, it)));
};

describe("an event in one of several parallel regions", () => {
  it.each([interviewMachine, callMachine, feedbackMachine])("restarts no other region ($id)", (machine) => {
    const regions = statesOf(machine).filter((it) => it.type === "parallel");
    const broken = transitionsOf(machine).filter((it) => {
      const domain = domainOf(it);
      return it.targets.length > 0 && domain !== undefined && regions.includes(domain) && it.definition.source !== domain;
    });
    expect(broken.map(({ key }) => key)).toEqual([]);
  });

  it("leaves the room unchanged when an answer is typed and a notice comes", async () => {
    const { value, send, diary } = await startLive();
    send({ type: "turn.changed", floor: "INTERVIEWER", patience: "NORMAL", untilMs: null }, "think.began", "call.muted");
    send({ type: "patience.chosen", patience: "QUICK" }, "microphone.lost", { type: "socket.closed", code: 1006, jitter: 1 });
    const before = value();
    diary.page.length = 0;
    send({ type: "notice.received", kind: "TIME_LEFT" }, { type: "text.sent", text: "I led it.", clientId: "a" });
    expect(value()).toEqual({ live: { ...Object(before).live, hold: "none", composer: "sending", notice: "standing" } });
    expect(diary.page.filter((it) => it.startsWith("tellWorker"))).toEqual(['tellWorker answers [{"text":"I led it.","clientId":"a"}]']);
  });
});
