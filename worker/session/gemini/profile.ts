import type { TurnTaking } from "../../../contract/vocabulary.ts";

/** How a text of ours reaches the model: as a turn of its context (client content), or as if typed in real time (realtime input). */
export type Channel = "content" | "realtime";

/** What a family of Live models takes, as observed or documented. What is `null` or `false` is not asked of it. */
export type Profile = {
  turnTaking: TurnTaking;
  opening: Channel;
  /** The channel for a second opening, if the first was not answered. */
  openingAgain: Channel;
  texts: Channel;
  /** Whether a tool's answer may say when it is to be spoken about. */
  scheduling: boolean;
  behavior: "NON_BLOCKING" | null;
  languageCodes: boolean;
  customVocabulary: boolean;
};

const live38: Profile = {
  turnTaking: "gated",
  opening: "content",
  openingAgain: "realtime",
  texts: "content",
  scheduling: true,
  behavior: "NON_BLOCKING",
  languageCodes: false,
  customVocabulary: false,
};

const unknown: Profile = {
  turnTaking: "automatic",
  opening: "realtime",
  openingAgain: "realtime",
  texts: "realtime",
  scheduling: false,
  behavior: null,
  languageCodes: false,
  customVocabulary: false,
};

const families: readonly (readonly [name: RegExp, profile: Profile])[] = [
  [/gemini-3\.8-live-extended-thinking/, { ...live38, scheduling: false, behavior: null }],
  [/gemini-3\.8-/, live38],
  // Client content closes its connection.
  [/gemini-3\.1-/, { ...unknown, turnTaking: "manual", languageCodes: true }],
  [/gemini-2\.5-/, { ...live38, turnTaking: "manual", scheduling: false }],
];

/** The profile of `model`. Nothing else looks at a model's name. */
export const profileOf = (model: string): Profile => families.find(([name]) => name.test(model))?.[1] ?? unknown;

/** What every model takes, for one that refused what its profile asks for. */
export const plainProfile: Profile = unknown;

/** How turns are taken: as `asked` (GEMINI_TURN_TAKING) if the deployment says so, otherwise as the profile does. */
export const turnTakingOf = (profile: Profile, asked: TurnTaking | undefined): TurnTaking => asked ?? profile.turnTaking;

/**
 * How to take turns if a model does not answer by {@link turnTakingOf}: the profile's way if another was asked for, otherwise automatic,
 * where Gemini decides.
 */
export const otherTurnTakingOf = (profile: Profile, asked: TurnTaking | undefined): TurnTaking =>
  turnTakingOf(profile, asked) === profile.turnTaking ? "automatic" : profile.turnTaking;
