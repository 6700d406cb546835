import type { TurnPlan } from "../../../contract/vocabulary.ts";

/** How a text of ours reaches the model: as a turn of its context, or as something typed in real time. */
export type Channel = "content" | "realtime";

/** What a family of Live models takes, as it was seen or documented. `null` and `false`: it is not asked for. */
export type Profile = {
  plan: TurnPlan;
  opening: Channel;
  /** For an opening that was not answered. */
  openingAgain: Channel;
  texts: Channel;
  /** When a tool's answer is spoken about. */
  scheduling: boolean;
  behavior: "NON_BLOCKING" | null;
  languageCodes: boolean;
  customVocabulary: boolean;
  /** Whether it ends the candidate's turn. */
  audioStreamEnd: boolean;
};

const live38: Profile = {
  plan: "gated",
  opening: "content",
  openingAgain: "realtime",
  texts: "content",
  scheduling: true,
  behavior: "NON_BLOCKING",
  languageCodes: false,
  customVocabulary: false,
  audioStreamEnd: false,
};

const unknown: Profile = {
  plan: "automatic",
  opening: "realtime",
  openingAgain: "realtime",
  texts: "realtime",
  scheduling: false,
  behavior: null,
  languageCodes: false,
  customVocabulary: false,
  audioStreamEnd: false,
};

const families: readonly (readonly [name: RegExp, profile: Profile])[] = [
  [/gemini-3\.8-live-extended-thinking/, { ...live38, scheduling: false, behavior: null }],
  [/gemini-3\.8-/, live38],
  // Client content closes its connection.
  [/gemini-3\.1-/, { ...unknown, plan: "manual", languageCodes: true, audioStreamEnd: true }],
  [/gemini-2\.5-/, { ...live38, plan: "manual", scheduling: false, audioStreamEnd: true }],
];

/** What `model` takes. Nothing else asks for a model's name. */
export const profileOf = (model: string): Profile => families.find(([name]) => name.test(model))?.[1] ?? unknown;

/** What every model takes: for one that refused what its profile asks for. */
export const plainProfile: Profile = unknown;

/** The plan that holds: the deployment's where it names one, else the profile's. */
export const planOf = (profile: Profile, asked: TurnPlan | undefined): TurnPlan => asked ?? profile.plan;

/** The plan for a model that does not answer by the one that holds: the profile's where another was asked for, else Gemini decides. */
export const otherPlanOf = (profile: Profile, asked: TurnPlan | undefined): TurnPlan =>
  planOf(profile, asked) === profile.plan ? "automatic" : profile.plan;
