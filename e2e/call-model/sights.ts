import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { Page } from "@playwright/test";
import type { StateValue } from "xstate";
import { leavesOf } from "../../machines/chart.ts";
import type { CallInput, MicrophoneProblem } from "../../machines/call/events.ts";
import type { PathStep } from "../../machines/models/chart-model.ts";
import { until } from "../../harness/wait.ts";
import { unbegunRole } from "../candidate.ts";

/** What a person sees, one line for each heading, button, link, alert, message, log and timer, as a screen reader names them. */
export type Sight = readonly string[];

const connecting: Sight = ["status: Connecting to your interviewer.", 'heading "Connecting to your interviewer"', 'button "Cancel"'];
const backToDashboard = 'link "Back to the dashboard"';
const reconnecting: Sight = ["alert: Reconnecting. Wait a moment before you go on."];
const reload = 'button "Load the page again"';
const reconnect = 'button "Reconnect the microphone"';
const another = 'button "Choose another"';
const instead = 'button "Type instead"';
/** Where a path begins, and what has happened on it so far. */
type Story = { readonly input: CallInput; readonly told: readonly PathStep[] };

const unbegun: Sight = ['heading "The interview could not begin"', 'button "Try again"', backToDashboard];
const lost: Sight = ['heading "The connection could not be restored"', 'button "Try again"', 'link "Read what was said"', backToDashboard];
const isBegun = ({ input, told }: Story): boolean =>
  input.resumeToken !== null || told.some(({ event }) => event.type === "session.started");
const unconnected = (story: Story): Sight => (isBegun(story) ? lost : unbegun);

const toReport = 'button "To your report"';
/** The room after its end, where the Worker no longer answers. Without its transcript if there never was a room. */
const closing = (words: string, ...more: Sight) => {
  return ({ told }: Story): Sight => [
    `heading "${unbegunRole}"`,
    `heading "${words}"`,
    ...(told.some(({ event }) => event.type === "session.started") ? ['log "Transcript"'] : []),
    ...more,
  ];
};
const finishing = (story: Story): Sight =>
  closing(
    `Finishing your interview ${
      hasFinishedFor(story) > 6_000
        ? "The line is slow, or away. It is tried for up to a minute, and what was said so far is kept."
        : "Your last words are being written down. This takes a few seconds."
    }`,
  )(story);
/** How long ago the end was asked for, in ms. */
const hasFinishedFor = ({ told }: Story): number => {
  const from = told.findLastIndex(({ value }) => !leavesOf(value).some((it) => it.startsWith("ending."))) + 1;
  return (told.at(-1)?.atMs ?? 0) - (from === 0 ? 0 : (told[from]?.atMs ?? 0));
};
const over = closing("The interview is over The interviewer is finishing the last sentence.", toReport);
const closed = (story: Story): Sight => {
  const by = story.told.some(({ event }) => event.type === "session.ended") ? "You ended" : "It ended";
  const words = isTypedAway(story)
    ? "What you typed last did not arrive. It stays here until you go on: copy it if you want to keep it."
    : `${by} before your first answer. That happens.`;
  return closing(`That’s it. ${words}`, toReport)(story);
};
const isTypedAway = ({ told }: Story): boolean =>
  told.findLast(({ event }) => event.type === "text.sent" || (event.type === "text.taken" && event["clientId"] === "c1"))?.event.type ===
  "text.sent";

const problems: Readonly<Record<MicrophoneProblem, string>> = {
  permissionRefused: "The microphone is blocked",
  unanswered: "The interview waits for your microphone",
  missing: "No microphone was found",
  busy: "The microphone is in use",
  unsupported: "This browser cannot use the microphone here",
  unloadable: "A part of this page could not be loaded",
  broken: "The microphone stopped working",
};

/** Why there is no microphone: the latest news about it. */
const problemIn = ({ told }: Story): MicrophoneProblem => {
  const last = told.findLast(({ event }) => /^(microphone\.(refused|lost|broke)|speaker\.refused|call\.ended)$/.test(event.type))?.event;
  switch (last?.type) {
    case "microphone.refused":
      return last["problem"] as MicrophoneProblem;
    case "microphone.broke":
      return "broken";
    case "speaker.refused":
      return "unloadable";
    case "call.ended":
      return "unanswered";
    default:
      return "missing";
  }
};
const connected = "status: You are connected. The interviewer speaks first.";
const back = "status: You are back.";
const isLive = ({ value }: PathStep): boolean => leavesOf(value).some((it) => it.startsWith("live."));
/** Somebody who enters an interview in which something was heard before is welcomed back. */
const greeting = ({ input, told }: Story): string => {
  const before = told.slice(0, told.findLastIndex((it) => !isLive(it)) + 1);
  return input.resumeToken !== null || before.some(({ event }) => event.type === "caption.received") ? back : connected;
};
const inRoom: Sight = [
  `heading "${unbegunRole}"`,
  'timer "Time left"',
  'log "Transcript"',
  'button "Show the time gone"',
  'button "Settings"',
  'button "Type"',
  'button "End Interview"',
];
const live = (story: Story): Sight => [greeting(story), ...inRoom];
const away = (story: Story): Sight => [...live(story), ...reconnecting];
const thinking = "live.hold.thinking";
/**
 * What can be asked of the interviewer, and whether now. Who holds the talk button has the turn; while the connection is away nothing can
 * be asked.
 */
const asking =
  (floor: "open" | "answering" | "held" | "due" | "interviewer") =>
  ({ told }: Story, leaves: readonly string[]): Sight => {
    const turn = leaves.includes("live.hold.talking") ? "answering" : floor === "open" && leaves.includes(thinking) ? "held" : floor;
    const hasWords = told.some((it) => ["caption.received", "speech.repeated"].includes(it.event.type) && isLive(it));
    const isAway = leaves.some((it) => it.startsWith("live.connection.reconnecting"));
    const offUnless = (is: boolean) => (is ? "" : " [disabled]");
    const onlyIf = (is: boolean) => offUnless(is && !isAway);
    return [
      `button "Hear it again"${offUnless(hasWords && turn !== "interviewer")}`,
      `button "Put it differently"${onlyIf(turn !== "interviewer" && turn !== "due")}`,
      `button "Skip"${onlyIf(turn !== "interviewer" && turn !== "due")}`,
      `button "I’m done"${onlyIf(turn === "answering" || turn === "held")}`,
    ];
  };
/** The Worker confirms the pace with the first press. The button stays until the Worker sets another pace. */
const talkButton = ({ told }: Story): Sight => {
  const last = told.findLastIndex(({ event }) => /^(talk\.pressed|turn\.changed|patience\.chosen)$/.test(event.type));
  const isTalking = last >= 0 && [told[last], told[last - 1]].some((it) => it && leavesOf(it.value).includes("live.hold.talking"));
  return isTalking ? ['button "Hold to talk"'] : [];
};
const typed = "live.microphone.typed";
/** The box stays open after a typed answer. It also opens when answers are typed for lack of a microphone, and closes when there is one. */
const composer = ({ told }: Story): Sight => {
  const room = told.slice(told.findLastIndex(({ value }) => !leavesOf(value).some((it) => it.startsWith("live."))) + 1);
  const isTyped = room.map(({ value }) => leavesOf(value).includes(typed));
  const changed = isTyped.findLastIndex((it, at) => it !== (isTyped[at - 1] ?? false));
  const isOpen = isTyped.at(-1) === true || room.some(({ event }, at) => event.type === "text.sent" && at > changed);
  return isOpen ? ['button "Send"', 'button "Close"'] : [];
};
// The Worker is a fake, so the app never learns that the interview began.
const feedback: Sight = [`heading "${unbegunRole}"`, 'heading "This interview has not started yet"', 'link "Begin the interview"'];

/** What a person sees in each leaf state of the chart. States that are active at the same time are seen together. */
export const sights: Readonly<Record<string, Sight | ((story: Story, leaves: readonly string[]) => Sight)>> = {
  "initializing.lobby": ({ input: { isTakeover } }) => [
    `heading "Your interview: ${unbegunRole}"`,
    'button "Check microphone and sound"',
    `button "Begin Interview${isTakeover ? " here" : ""}"`,
    'button "Type my answers"',
    ...(isTakeover ? [] : ['link "Change"']),
    'link "Not now"',
  ],
  "initializing.opening": ["status: Waiting for your microphone.", 'heading "Waiting for your microphone"', 'button "Cancel"'],
  "initializing.blocked": (story) => [
    `heading "${problems[problemIn(story)]}"`,
    ...(problemIn(story) === "unloadable" ? [reload] : []),
    'button "Try again"',
    'button "Type my answers"',
    backToDashboard,
  ],
  "connecting.minting": connecting,
  "connecting.opening": connecting,
  "connecting.waiting": connecting,
  "connecting.refused": unconnected,
  "connecting.failed": unconnected,
  "live.connection.connected": live,
  "live.connection.reconnecting.waiting": away,
  "live.connection.reconnecting.opening.dialling": away,
  "live.connection.reconnecting.opening.joining": away,
  "live.microphone.on.heard": ['button "Mute"'],
  "live.microphone.on.mutedBySystem": ['button "Mute"', "alert: Your device has muted the microphone", reconnect],
  "live.microphone.on.paused": (_, leaves) => [
    'button "Mute"',
    ...(leaves.includes("live.speaker.suspended") ? [] : ["alert: Your device has paused the microphone", reconnect]),
  ],
  "live.microphone.on.silent": ['button "Mute"', "alert: We can’t hear you", reconnect, another],
  "live.microphone.muted": ['button "Mute" [pressed]', "status: Muted: the interviewer cannot hear you."],
  "live.microphone.lost": (story) => [
    'button "Mute" [disabled]',
    `alert: ${problemIn(story) === "missing" ? "The microphone is gone" : problems[problemIn(story)]}`,
    reconnect,
    another,
    instead,
  ],
  "live.microphone.broken": ['button "Mute" [disabled]', "alert: The microphone stopped working", reconnect, another, instead],
  "live.microphone.typed": ['button "Use a microphone"', "status: You answer by typing."],
  "live.microphone.reopening": ['button "Mute" [disabled]', "status: Opening the microphone…"],
  "live.speaker.playing": [],
  "live.speaker.suspended": ["alert: The sound is off", 'button "Tap to turn sound on"'],
  "live.speaker.unloadable": ["alert: A part of this page could not be loaded", reload],
  "live.turn.open": asking("open"),
  "live.turn.answering": asking("answering"),
  "live.turn.held": asking("held"),
  "live.turn.due": asking("due"),
  "live.turn.interviewer": asking("interviewer"),
  "live.hold.none": (story) => ['button "Let me think"', ...talkButton(story)],
  "live.hold.remembered": (story) => ['button "Let me think" [pressed]', ...talkButton(story)],
  "live.hold.resumed": (story) => ['button "Let me think" [pressed]', ...talkButton(story)],
  [thinking]: (story) => ['button "Let me think" [pressed]', ...talkButton(story)],
  "live.hold.talking": ['button "Let me think"', 'button "Hold to talk" [pressed]'],
  "live.composer.idle": composer,
  "live.composer.sending": composer,
  "live.pace.agreed": [],
  "live.pace.asked": [],
  "live.notice.none": [],
  "live.notice.standing": ['button "All right"'],
  "ending.requested": finishing,
  "ending.waiting": finishing,
  "ending.draining.measuring": over,
  "ending.draining.playing": over,
  "ending.closing": closed,
  "ending.over": feedback,
  "ending.unbegun": unbegun,
  "ending.failed": ['heading "The interview was interrupted"', 'button "Try again"', 'link "Read what was said"'],
  "ending.replaced": ['heading "This interview was opened in another tab"', 'button "Take it back here"', backToDashboard],
  "ending.lost": lost,
};

/** States that are passed through at once on the way to another. */
export const passing: readonly string[] = ["connecting.choosing", "ending.calling", "ending.leaving", "ending.failing"];

/** What a person must see in a state of the chart. Throws for a state that `sights` does not have. */
export const sightOf = (value: StateValue, story: Story): Sight => {
  const leaves = leavesOf(value);
  return leaves
    .flatMap((leaf) => {
      const sight = sights[leaf];
      if (!sight) throw new Error(`Nobody has said what a person sees in "${leaf}": see sights here`);
      return typeof sight === "function" ? sight(story, leaves) : sight;
    })
    .toSorted();
};

/** What a person sees now. Only messages that belong to a state: what an event says is checked where it happens. */
const look = async (page: Page): Promise<Sight> => {
  const tree = await page.getByRole("main").ariaSnapshot();
  const lines = tree
    .replaceAll(/^(\s*- )'(.*)'(:?)$/gm, "$1$2$3")
    .replaceAll(/^(\s*- \w+: )"(.*)"$/gm, "$1$2")
    .replaceAll(/- alert:\s+- paragraph:/g, "- alert:");
  const seen = [
    ...lines.matchAll(/^\s*- ((?:heading|button|link|log|timer) "[^"]*"(?: \[(?:pressed|disabled)\])?|(?:alert|status): .+)/gm),
  ];
  return seen
    .map(([, line = ""]) => line)
    .filter((line) => line !== agreement && (!line.startsWith("status: ") || announced.has(line)))
    .toSorted();
};

const announced = new Set([connected, back, ...Object.values(sights).flatMap((sight) => (typeof sight === "function" ? [] : sight))]);
/** Only for somebody who has not agreed earlier on the path. */
const agreement = 'link "Before your first interview"';

/** A look costs the page more than waiting costs here. */
const betweenLooksMs = 20;

/**
 * Waits until a person sees what is expected, and gives what is then seen. If that never comes, gives what is seen instead. Throws if
 * nothing can be seen.
 */
export const settle = async (page: Page, expected: Sight | undefined): Promise<Sight> => {
  let seen: Sight | undefined;
  // Not `expect.poll`, which would report every early look to the main process with its place in the source.
  await until("what a person must see", async () => {
    seen = await look(page);
    return isDeepStrictEqual(seen, expected) || setTimeout(betweenLooksMs, false);
  }).catch((cause: unknown) => {
    if (seen === undefined) throw cause;
  });
  return seen ?? [];
};
