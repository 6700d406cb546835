import { expect, type Page } from "@playwright/test";
import type { CallEvent, CallInput } from "../../machines/call/events.ts";
import { defaultCallLimits } from "../../machines/call/limits.ts";
import type { PathStep } from "../../machines/models/chart-model.ts";
import type { taskAnswers } from "../../machines/recording/recordable.ts";
import { type Floor, patiences } from "../../contract/vocabulary.ts";
import { until } from "../../harness/wait.ts";
import { Item_State, Notice_Kind, SessionEnded_Reason, TurnState_Floor } from "../../proto/gen/interview.ts";
import { allowMicrophone, answerToken, failMicrophone, refuseMicrophone, releaseNews, waitForSound, waitForVoice } from "./platform.ts";
import type { WorkerSide } from "./worker-side.ts";

export type Stage = {
  readonly page: Page;
  readonly worker: WorkerSide;
  readonly input: CallInput;
};

/** The states at which a step begins and to which it must lead, as names of leaf states. */
type Surroundings = { readonly from: readonly string[]; readonly to: readonly string[] };
type Happening<Event> = (stage: Stage, event: Event, surroundings: Surroundings) => Promise<void>;
type Delay = { readonly ms: number };

/** States in which a new socket is opened, which a person cannot see. */
const dials = new Set(["connecting.opening", "live.connection.reconnecting.opening.dialling"]);

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const isLive = (states: readonly string[]) => states.some((state) => state.startsWith("live."));

/** 24 kHz PCM16: something to hear. */
const speech = (seconds: number) => Buffer.from(Int16Array.from({ length: 24_000 * seconds }, (_, at) => 8_000 * Math.sin(at / 20)).buffer);
/** States in which a press opens the microphone again. */
const isUnheard = (state: string) => /^live\.microphone\.(lost|broken|on\.(mutedBySystem|paused|silent))$/.test(state);
/** States in which the call has closed the speaker. */
const isAway = (state: string) => /^ending\.(replaced|lost)$/.test(state);
const loadVoice = async (page: Page): Promise<void> => {
  await page.evaluate(() => window.platform.load());
  await waitForVoice(page);
};

const floors: Record<Floor, TurnState_Floor> = {
  OPEN: TurnState_Floor.FLOOR_OPEN,
  ANSWERING: TurnState_Floor.FLOOR_ANSWERING,
  HELD: TurnState_Floor.FLOOR_HELD,
  DUE: TurnState_Floor.FLOOR_DUE,
  INTERVIEWER: TurnState_Floor.FLOOR_INTERVIEWER,
};
const modeOf = (patience: (typeof patiences)[number]) => (patiences.indexOf(patience) + 1) as 1 | 2 | 3 | 4;

const events: { [Type in CallEvent["type"]]: Happening<Extract<CallEvent, { type: Type }>> } = {
  "call.begun": ({ page }) => press(page, /^(Begin Interview( here)?|Try again)$/),
  "call.typed": async ({ page }) => {
    await press(page, /^Type (my answers|instead)$/);
    await loadVoice(page);
  },
  "call.spoken": ({ page }) => press(page, "Use a microphone"),
  "call.retried": async ({ page }, _, { from, to }) => {
    if (from.includes("live.speaker.suspended")) await press(page, "Tap to turn sound on");
    else if (from.some(isUnheard)) await press(page, "Reconnect the microphone");
    else if (from.includes("live.connection.reconnecting.waiting")) await page.evaluate(() => window.dispatchEvent(new Event("online")));
    else if (from.includes("ending.replaced")) await press(page, "Take it back here");
    else await press(page, "Try again");
    // Somebody who types is not asked for a microphone.
    if (from.some(isAway) && !to.includes("initializing.opening")) await loadVoice(page);
  },
  "call.ended": async ({ page, worker }, _, { from, to }) => {
    if (isLive(from)) {
      await press(page, "End Interview");
      await page.getByRole("dialog", { name: "End here?" }).getByRole("button", { name: "End interview", exact: true }).click();
    } else if (from.some((state) => /^ending\.(draining|closing)\b/.test(state))) await press(page, "To your report");
    else await press(page, "Cancel");
    if (!to.includes("ending.requested")) return;
    await worker.open();
    await worker.hear("endRequest");
  },
  "call.muted": ({ page }) => press(page, "Mute"),
  "call.unmuted": ({ page }) => press(page, "Mute"),
  "microphone.chosen": async ({ page }, _, { to }) => {
    // Without permission the browser does not list the devices.
    await page.context().grantPermissions(["microphone"]);
    const microphone = page.getByRole("combobox", { name: "Microphone" });
    if (await microphone.isVisible()) await press(page, "Settings");
    await press(page, "Settings");
    const inUse = await microphone.inputValue();
    const others = microphone.locator(`option:not([value=""]):not([value="${inUse}"])`);
    await microphone.selectOption((await others.first().getAttribute("value")) ?? "");
    if (to.includes("live.microphone.reopening")) return;
    await allowMicrophone(page);
    await waitForSound(page);
  },
  "microphone.ready": async ({ page }) => {
    await allowMicrophone(page);
    await waitForSound(page);
  },
  "microphone.refused": ({ page }, { problem }) =>
    problem === "permissionRefused" ? refuseMicrophone(page) : failMicrophone(page, problem),
  "microphone.lost": ({ page }) => page.evaluate(() => window.platform.unplug()),
  "microphone.broke": ({ page }) => page.evaluate(() => window.platform.breakMicrophone()),
  "microphone.heard": ({ page }) => page.evaluate(() => window.platform.hear()),
  "microphone.unheard": ({ page }, { cause }) => page.evaluate((it) => window.platform.unhear(it), cause),
  "speaker.refused": ({ page }) => page.evaluate(() => window.platform.refusePart("playback")),
  "speaker.suspended": ({ page }) => page.evaluate(() => window.platform.setSilenced(true)),
  "speaker.running": ({ page }) => page.evaluate(() => window.platform.setSilenced(false)),
  "speaker.draining": ({ page }) => releaseNews(page, "draining"),
  "speaker.drained": async ({ page }, _, { to }) => {
    await releaseNews(page, "drained");
    // The page waits for the device's own output delay. It learns of the end from the audio thread, whose time is real.
    const isClosing = () => page.getByRole("heading", { name: /^That’s it/ }).isVisible();
    const isOver = async () => (
      await page.clock.runFor(10),
      to.includes("ending.closing") ? await isClosing() : page.url().endsWith("/feedback")
    );
    await until("the page is told that all was heard", isOver);
  },
  "socket.opened": ({ worker }) => worker.open(),
  "socket.closed": ({ worker }, { code }) => worker.close(code),
  "session.started": ({ worker }, { resumeToken, endsAtMs, features }) =>
    worker.say({
      $case: "sessionStarted",
      value: { resumeToken, endsAtUnixMs: endsAtMs, startedAtUnixMs: 0, nowUnixMs: 1, features },
    }),
  "session.ended": async ({ worker }, { reason }) => {
    await worker.say({ $case: "audioResponse", value: { audioContent: speech(0.2) } });
    await worker.say({ $case: "sessionEnded", value: { reason: SessionEnded_Reason[reason] } });
  },
  "session.failed": async ({ page, worker }, { code, message }, { to }) => {
    await worker.say({ $case: "error", value: { code, message } });
    if (isLive(to)) await expect(page.getByRole("status").filter({ hasText: message })).toBeVisible();
  },
  "caption.received": async ({ page, worker }, { caption }, { to }) => {
    await worker.say({ $case: "transcriptUpdate", value: { seq: 0, isTyped: false, atMs: 0, ...caption } });
    // The interviewer's words are shown as they are heard.
    if (isLive(to)) await worker.say({ $case: "audioResponse", value: { audioContent: speech(1) } });
    if (isLive(to)) await expect(page.getByRole("log", { name: "Transcript" })).toContainText(caption.text);
    // Words for which no sound comes are shown after a while.
    else await page.clock.runFor(1_000);
  },
  "session.interrupted": ({ worker }) => worker.say({ $case: "interrupted", value: {} }),
  "turn.changed": ({ worker }, { floor, patience }, { from }) => {
    const mode = modeOf(from.includes("live.hold.talking") ? "HOLD_TO_TALK" : patience);
    return worker.say({ $case: "turnState", value: { floor: floors[floor], turn: 1, mode, untilUnixMs: 0 } });
  },
  "think.began": ({ page }) => press(page, "Let me think"),
  "think.ended": ({ page }) => press(page, "Let me think"),
  "talk.pressed": async ({ page, worker }, _, { from }) => {
    const floor = from.includes("live.turn.interviewer") ? floors.INTERVIEWER : floors.OPEN;
    await worker.say({ $case: "turnState", value: { floor, turn: 0, mode: modeOf("HOLD_TO_TALK"), untilUnixMs: 0 } });
    await expect(page.getByRole("button", { name: "Hold to talk" })).toBeVisible();
    await page.keyboard.down("v");
  },
  "talk.released": ({ page }) => page.keyboard.up("v"),
  steered: ({ page }, { what }) => press(page, what === "ANSWER_DONE" ? "I’m done" : "Put it differently"),
  "speech.repeated": async ({ page, worker }) => {
    await worker.say({ $case: "audioResponse", value: { audioContent: speech(1) } });
    await press(page, "Hear it again");
  },
  "text.sent": async ({ page, worker }, { text }) => {
    const box = page.getByRole("textbox", { name: "Type your answer" });
    if (!(await box.isVisible())) await press(page, "Type");
    await box.fill(text);
    await press(page, "Send");
    await worker.hear("textAnswer");
  },
  "text.taken": async ({ worker }, { clientId }) => {
    const ref = clientId === "c1" ? await worker.answerId() : clientId;
    await worker.say({ $case: "notice", value: { kind: Notice_Kind.KIND_TEXT_TAKEN, ref } });
  },
  "patience.chosen": async ({ page }, { patience }) => {
    const pace = page.getByRole("combobox", { name: "Pace" });
    if (!(await pace.isVisible())) await press(page, "Settings");
    await pace.selectOption(patience);
  },
  "notice.received": ({ worker }) => worker.say({ $case: "notice", value: { kind: Notice_Kind.KIND_PROVIDER_SLOW, ref: "" } }),
  "notice.dismissed": ({ page }) => press(page, "All right"),
  "agenda.received": ({ worker }, { agenda }) =>
    worker.say({ $case: "agenda", value: { items: agenda.map(({ id, topic }) => ({ id, topic, state: Item_State.STATE_CURRENT })) } }),
  "saved.received": async ({ page, worker }) => {
    await worker.say({ $case: "saved", value: { upToSeq: 1, atUnixMs: 62_000, isDelivered: false } });
    await expect(page.getByText("Saved up to 1:02")).toBeVisible();
  },
};

/** The page has the real limits, the model shorter ones. */
const pass = ({ page, input }: Stage, ms: number, limit: keyof typeof defaultCallLimits) =>
  page.clock.runFor(Math.ceil(ms + defaultCallLimits[limit] - (input.limits?.[limit] ?? defaultCallLimits[limit])));

const delays: Readonly<Record<string, Happening<Delay>>> = {
  // A socket that is never opened counts as broken long before this limit.
  startLimit: async (stage, { ms }) => {
    await stage.worker.open();
    await pass(stage, ms, "startMs");
  },
  attemptLimit: (stage, { ms }) => pass(stage, ms, "attemptMs"),
  reconnectLimit: (stage, { ms }) => pass(stage, ms, "reconnectMs"),
  backoff: (stage, { ms }) => pass(stage, ms, "backoffMs"),
  endLimit: (stage, { ms }) => pass(stage, ms, "endMs"),
  drainLimit: (stage, { ms }) => pass(stage, ms, "drainMs"),
  thinkLimit: (stage, { ms }) => pass(stage, ms, "thinkMs"),
  noticeLimit: (stage, { ms }) => pass(stage, ms, "noticeMs"),
  // Less is queued here than in the model: about a second.
  queueLimit: ({ page }) => page.clock.runFor(1_500 + defaultCallLimits.drainMs),
  closingLimit: (stage, { ms }) => pass(stage, ms, "closingMs"),
};

const refusal = { status: 400, error: { code: "BAD_REQUEST", message: "Interview is not in PENDING state" } };
const answers: Readonly<Record<(typeof taskAnswers.mintToken)["done" | "failed"], Happening<unknown>>> = {
  "token.minted": ({ page }) => answerToken(page, null),
  "token.refused": ({ page }) => answerToken(page, refusal),
};

/**
 * How each thing that the chart waits for is brought about: by the type of the event, the step of a task's answer, or the name of the
 * delay.
 */
const happenings: Readonly<Record<string, Happening<never> | undefined>> = { ...events, ...answers, ...delays };
export const knownHappenings = Object.keys(happenings);

/** Brings a step of a path about in a page. Throws for a step that none of the tables above has. */
export const bring = async (stage: Stage, { event }: PathStep, surroundings: Surroundings): Promise<void> => {
  const name: string = event.type === "delay.elapsed" ? event["delay"] : event.type;
  const happening = happenings[name];
  if (!happening) throw new Error(`Nobody has said how "${name}" is brought about in a page: see events, answers and delays here`);
  // The paths consist of the chart's own events.
  await happening(stage, event as never, surroundings);
  if (surroundings.to.some((state) => dials.has(state))) await stage.worker.ring();
};
