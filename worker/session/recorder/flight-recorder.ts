import type { Actor, AnyEventObject, SnapshotFrom } from "xstate";
import type { interviewMachine } from "../../../machines/interview.ts";
import { statuses } from "../../../contract/vocabulary.ts";
import { recordable } from "../../../machines/recording/recordable.ts";
import { beginSegment, readSegments, type StartFacts, type Segment, segmentKey } from "./segment.ts";

const writeEveryMs = 1_000;
const segmentEvents = 100;
const longestSegmentEvents = 2 * segmentEvents;
const ringEvents = 2_000;
const ringSegments = 200;

type Snapshot = SnapshotFrom<typeof interviewMachine>;

/**
 * Records what happens to the chart: about the last 2,000 events, across the object's lives, and never what was said. It writes along with
 * the chart's events, at most once a second and at every phase, so no frame waits for it. A crash may lose what came after the last write.
 */
export class FlightRecorder {
  #storage: DurableObjectStorage;
  #now: () => number;
  #interview: Actor<typeof interviewMachine> | null = null;
  #segment: Segment;
  #number: number;
  /** The segments stored besides the current one, oldest first. */
  #ring: { number: number; events: number }[];
  #isPending = false;
  #writtenAtUnixMs = 0;

  constructor(storage: DurableObjectStorage, { now, facts }: { now: () => number; facts: StartFacts }) {
    this.#storage = storage;
    this.#now = now;
    this.#ring = readSegments(storage).map(({ number, segment }) => ({ number, events: segment.events.length }));
    this.#number = (this.#ring.at(-1)?.number ?? 0) + 1;
    this.#segment = beginSegment({ isLife: true, facts, lead: [], atUnixMs: now() });
    this.#forgetOldest();
  }

  /** Records this chart's events from now on. */
  watch(interview: Actor<typeof interviewMachine>) {
    this.#interview = interview;
    interview.system.inspect((seen) => {
      if (seen.actorRef !== interview) return;
      if (seen.type === "@xstate.event") this.#note(seen.event);
      if (seen.type === "@xstate.snapshot" && this.#isPending && this.#now() - this.#writtenAtUnixMs >= writeEveryMs) this.write();
    });
  }

  /** Stores the current segment, and begins another if it is long enough. */
  write() {
    if (!this.#interview) return;
    const snapshot = this.#interview.getSnapshot();
    this.#segment.endsAtMs = this.#elapsedMs();
    this.#segment.endsIn = snapshot.status === "error" ? undefined : snapshot.value;
    this.#isPending = false;
    this.#writtenAtUnixMs = this.#now();
    // A write that fails makes the platform reset the object: nobody is left to hear of it.
    void this.#storage.put(segmentKey(this.#number), this.#segment, { allowUnconfirmed: true }).catch(() => {});
    if (this.#segment.events.length >= (isSettled(snapshot) ? segmentEvents : longestSegmentEvents)) this.#cut(snapshot);
  }

  /** Stops writing. */
  close() {
    this.#interview = null;
  }

  #note(event: AnyEventObject) {
    const safe = this.#interview?.getSnapshot().status === "active" ? recordable(event) : null;
    if (!safe) return;
    // An utterance comes in many pieces. Only the first one is recorded, because the chart stays as it is after it, unless it waits for the
    // last of them. The `answer.due` after each piece is recorded, because its limit counts from the last one.
    const last = this.#segment.events.findLast(({ type }) => type !== "answer.due");
    const isMore = safe.type === "gemini.transcribed" && last?.type === safe.type && last["speaker"] === safe["speaker"];
    if (isMore && !this.#interview?.getSnapshot().hasTag("paced")) return;
    this.#segment.events.push({ ...safe, atMs: this.#elapsedMs() });
    this.#isPending = true;
  }

  #cut(snapshot: Snapshot) {
    this.#ring.push({ number: this.#number, events: this.#segment.events.length });
    this.#number += 1;
    this.#segment = beginSegment({ isLife: false, ...wayTo(snapshot), atUnixMs: this.#now() });
    this.#forgetOldest();
  }

  #forgetOldest() {
    let kept = this.#ring.reduce((sum, { events }) => sum + events, 0);
    while (kept > ringEvents || this.#ring.length > ringSegments) {
      const oldest = this.#ring.shift();
      if (!oldest) return;
      kept -= oldest.events;
      void this.#storage.delete(segmentKey(oldest.number), { allowUnconfirmed: true }).catch(() => {});
    }
  }

  #elapsedMs(): number {
    return Math.max(0, this.#now() - this.#segment.beganAtUnixMs);
  }
}

/** Whether a recording may begin here: a replay can reach this state by facts and a lead alone. */
const isSettled = (snapshot: Snapshot): boolean =>
  snapshot.hasTag("over") ||
  (snapshot.matches({ IN_PROGRESS: { gemini: "conversing", floor: "open" } }) &&
    !["thinking", "unfinished"].some((open) => snapshot.matches({ IN_PROGRESS: { floor: { open } } } as never)) &&
    !snapshot.context.isGoingAway &&
    !snapshot.context.isWrapUpDue &&
    !snapshot.context.isConclusionDue &&
    snapshot.context.unanswered === null &&
    !snapshot.context.hasReturned &&
    snapshot.context.refusals === 0 &&
    snapshot.context.missed === 0 &&
    snapshot.context.silence === 0 &&
    snapshot.context.isRested);

/** The facts to start from and the events that lead from there to a settled state. */
const wayTo = (snapshot: Snapshot): { facts: StartFacts; lead: Segment["lead"] } => {
  const { isResumable, endReason, hasClient, hasSpoken, isMuted, isPlanDone, openings, rotations, patience } = snapshot.context;
  const status = statuses.find((it) => snapshot.matches(it)) ?? "PENDING";
  const isDelivered = snapshot.matches({ COMPLETED: "delivered" }) || snapshot.matches({ ERROR: "delivered" });
  const facts = { status, isResumable, isDelivered, endReason, hasSpoken, isMuted, isPlanDone, openings, rotations, patience };
  if (status !== "IN_PROGRESS") return { facts: { ...facts, hasClient }, lead: [] };
  const { hasHandle, isHandleFresh } = snapshot.context;
  const lead = [
    ...["gemini.ready", "gemini.turnStarted", "gemini.turnEnded"].map((type) => ({ type })),
    ...(hasHandle ? [{ type: "gemini.handleIssued" }] : []),
    ...(hasHandle && !isHandleFresh ? [{ type: "gemini.transcribed", speaker: "USER" }] : []),
    ...(hasClient ? [] : [{ type: "client.left" }]),
  ].map((event) => ({ ...event, atMs: 0 }));
  return { facts: { ...facts, hasClient: true }, lead };
};
