import { expect, it } from "vitest";
import { startFeedback } from "./testing/feedback-bench.ts";

const open = { type: "input.read", gate: "OPEN", isSame: true } as const;
const wrote = { type: "model.wrote", isCoachable: true } as const;
const busy = { type: "model.busy", afterMs: null, isLate: false } as const;

it("assesses, stores the assessment before delivering it, reads again and coaches, and finally erases everything", () => {
  const job = startFeedback();
  job.send({ type: "run.due" }, open, wrote, { type: "delivery.made" }, open, wrote, { type: "delivery.made" });
  expect(job.diary.all.filter((line) => !line.startsWith("closed"))).toEqual([
    "opened reader",
    "opened model assess",
    "kept keepAssessment false",
    "opened courier",
    "kept keepDelivery",
    "opened reader",
    "opened model coach",
    "kept keepCoaching",
    "opened courier",
    "kept eraseJob",
  ]);
});

it.each(["SILENT", "TOO_SHORT"] as const)("asks no model when the transcript is %s", (gate) => {
  const job = startFeedback();
  job.send({ type: "run.due" }, { type: "input.read", gate, isSame: false }, { type: "delivery.made" });
  expect(job.diary.opened).toEqual(["reader", "courier"]);
  expect(job.diary.kept).toEqual([`keepAbstention ${gate}`, "eraseJob"]);
});

it("retries as late as the model asks, counts its tries, and gives up after too long", () => {
  const job = startFeedback();
  job.send({ type: "run.due" }, open, { ...busy, afterMs: 34_500 }, { type: "run.due" }, open, busy);
  expect([job.value(), job.context().tries]).toEqual(["waiting", 2]);
  expect(job.diary.kept).toEqual(["scheduleRun 34500", "tellWaiting", "scheduleRun", "tellWaiting"]);
  job.send({ type: "run.due" }, open, { ...busy, isLate: true });
  expect(job.diary.kept.at(-1)).toBe("keepFailure unavailable");
});

it.each([
  ["model.misunderstood", "model assess plain"],
  ["model.strayed", "model assess"],
  ["model.cut", "model assess short"],
] as const)("retries once after %s, and then gives up", (type, again) => {
  const job = startFeedback();
  job.send({ type: "run.due" }, open, { type });
  expect(job.diary.opened).toEqual(["reader", "model assess", again]);
  job.send({ type });
  expect([job.value(), job.diary.kept]).toEqual(["delivering", ["keepFailure refused"]]);
});

it("delivers what it has when the coaching fails or the transcript has changed since", () => {
  const failed = startFeedback({ isAssessed: true });
  failed.send({ type: "run.due" }, open, { type: "model.failed", failure: "quota" });
  const changed = startFeedback({ isAssessed: true });
  changed.send({ type: "run.due" }, { ...open, isSame: false });
  expect([failed.diary.kept, changed.diary.kept]).toEqual([["keepUncoached"], ["keepUncoached"]]);
  expect(changed.diary.opened).toEqual(["reader", "courier"]);
});

it("delivers what was stored before the object died, without asking the model again", () => {
  const job = startFeedback({ isAssessed: true, isOwing: true });
  expect(job.value()).toBe("waiting");
  job.send({ type: "run.due" }, { type: "delivery.unmade" }, { type: "run.due" }, { type: "delivery.made" });
  expect([job.value(), job.diary.opened]).toEqual(["reading", ["courier", "courier", "reader"]]);
});

it("abandons its work for a newer job, and ignores a repeat of the same one", () => {
  const job = startFeedback();
  job.send({ type: "run.due" }, open, { type: "job.asked", jobId: "j1" });
  expect(job.value()).toBe("assessing");
  job.send({ type: "model.cut" }, { type: "job.asked", jobId: "j2" });
  expect([job.value(), job.context(), job.diary.closed.at(-1)]).toEqual([
    "queued",
    expect.objectContaining({ jobId: "j2", isShort: false, tries: 0 }),
    "model",
  ]);
});

it.each(["input.gone", "delivery.gone", "interview.deleted"] as const)(
  "erases everything on %s, and starts over for a newer job",
  (type) => {
    const job = startFeedback({ isAssessed: type === "delivery.gone", isOwing: type === "delivery.gone" });
    job.send({ type: "run.due" }, { type });
    expect([job.value(), job.diary.kept]).toEqual(["erased", ["eraseJob"]]);
    job.send({ type: "job.asked", jobId: "j1" });
    expect(job.value()).toBe("erased");
    job.send({ type: "job.asked", jobId: "j2" });
    expect(job.value()).toBe("queued");
  },
);
