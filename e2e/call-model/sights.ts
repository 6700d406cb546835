import { expect, type Page } from "@playwright/test";
import type { StateValue } from "xstate";
import type { CallInput } from "../../machines/call.ts";

/** What a person sees, one line for each heading, button, link, alert, message, log and timer, as a screen reader names them. */
export type Sight = readonly string[];

export const role = "Lighthouse Keeper";

const connecting: Sight = ["status: Connecting to your interviewer.", 'heading "Connecting to your interviewer"', 'button "Cancel"'];
const backToDashboard = 'link "Back to the dashboard"';
const unconnected: Sight = ['heading "The interview could not begin"', 'button "Try again"', backToDashboard];
const blocked = (title: string): Sight => [`heading "${title}"`, 'button "Try again"', backToDashboard];
const reconnecting: Sight = ["alert: Connection lost. Reconnecting…"];
const live: Sight = [
  "status: You are connected. The interviewer speaks first.",
  `heading "${role}"`,
  'timer "Time left"',
  'log "Transcript"',
  'button "End Interview"',
];
// The Worker is played, so the app never hears that the interview began.
const feedback: Sight = [`heading "${role}"`, 'heading "This interview has not started yet"', 'link "Begin the interview"'];

/** What a person sees in each leaf state of the chart; the states that are on at the same time are seen together. */
export const sights: Readonly<Record<string, Sight | ((input: CallInput) => Sight)>> = {
  "initializing.lobby": ({ isTakeover }) => [
    `heading "Your interview: ${role}"`,
    'button "Test the microphone"',
    `button "Begin Interview${isTakeover ? " here" : ""}"`,
    'link "Not now"',
  ],
  "initializing.opening": ["status: Waiting for your microphone.", 'heading "Waiting for your microphone"'],
  "initializing.blocked.permissionRefused": blocked("The microphone is blocked"),
  "initializing.blocked.missing": blocked("No microphone was found"),
  "initializing.blocked.busy": blocked("The microphone is in use"),
  "initializing.blocked.unsupported": blocked("This browser cannot use the microphone here"),
  "connecting.minting": connecting,
  "connecting.opening": connecting,
  "connecting.waiting": connecting,
  "connecting.refused": unconnected,
  "connecting.failed": unconnected,
  "live.connection.connected": live,
  "live.connection.reconnecting.waiting": [...live, ...reconnecting],
  "live.connection.reconnecting.opening.dialling": [...live, ...reconnecting],
  "live.connection.reconnecting.opening.joining": [...live, ...reconnecting],
  "live.microphone.on": ['button "Mute"'],
  "live.microphone.muted": ['button "Mute" [pressed]', "status: You are muted. Press M to speak."],
  "live.microphone.lost": ['button "Mute" [disabled]', "alert: The microphone is gone", 'button "Reconnect the microphone"'],
  "live.microphone.reopening": ['button "Mute" [disabled]', "status: Opening the microphone…"],
  "live.speaker.playing": [],
  "live.speaker.suspended": ["alert: The sound is off", 'button "Tap to turn sound on"'],
  "ending.requested": ["status: Ending the interview.", 'heading "Ending the interview"'],
  "ending.draining": ["status: The interview is over.", 'heading "The interview is over"', 'button "Go on to the transcript"'],
  "ending.over": feedback,
  "ending.failed": ['heading "The interview was interrupted"', 'button "Try again"', 'link "Read what was said"'],
  "ending.replaced": ['heading "This interview was opened in another tab"', 'button "Take it back here"', backToDashboard],
  "ending.lost": ['heading "The connection could not be restored"', 'button "Try again"', 'link "Read what was said"'],
};

/** Passed through on the way to another state, at once. */
export const passing: readonly string[] = ["connecting.choosing", "ending.calling"];

/** The names of the leaf states that are on. */
export const leavesOf = (value: StateValue): string[] =>
  typeof value === "string"
    ? [value]
    : Object.entries(value).flatMap(([name, inner]) => (inner === undefined ? [] : leavesOf(inner).map((leaf) => `${name}.${leaf}`)));

/** What a person must see where the chart is. Throws where nobody has said it. */
export const sightOf = (value: StateValue, input: CallInput): Sight =>
  leavesOf(value)
    .flatMap((leaf) => {
      const sight = sights[leaf];
      if (!sight) throw new Error(`Nobody has said what a person sees in "${leaf}": see sights here`);
      return typeof sight === "function" ? sight(input) : sight;
    })
    .toSorted();

/** What a person sees now. Messages are those that belong to a state; what an event says is looked at where it happens. */
export const look = async (page: Page): Promise<Sight> => {
  const tree = await page.getByRole("main").ariaSnapshot();
  const lines = tree.replaceAll(/^(\s*- )'(.*)'(:?)$/gm, "$1$2$3").replaceAll(/- alert:\s+- paragraph:/g, "- alert:");
  const seen = [
    ...lines.matchAll(/^\s*- ((?:heading|button|link|log|timer) "[^"]*"(?: \[(?:pressed|disabled)\])?|(?:alert|status): .+)/gm),
  ];
  return seen
    .map(([, line = ""]) => line)
    .filter((line) => !line.startsWith("status: ") || announced.has(line))
    .toSorted();
};

const announced = new Set(Object.values(sights).flatMap((sight) => (typeof sight === "function" ? [] : sight)));

/** Waits until a person sees that, and gives what is seen then; where it does not come, what is seen instead. Throws where nothing can be seen. */
export const settle = async (page: Page, expected: Sight | undefined): Promise<Sight> => {
  let seen: Sight | undefined;
  const wait = expect.poll(async () => (seen = await look(page)), { intervals: [20, 50, 100] });
  await wait.toEqual(expected).catch((cause: unknown) => {
    if (seen === undefined) throw cause;
  });
  return seen ?? [];
};
