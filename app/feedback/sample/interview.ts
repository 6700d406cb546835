import type { SessionTimes, Speech } from "../../../contract/app-api.ts";
import type { InputEntry, ReportInput } from "../../../contract/report.ts";
import { type InterviewSetup, knownSetup } from "../../../contract/setup.ts";
import type { Headed } from "../report/feedback-heading.tsx";

const live = Date.parse("2026-09-14T17:30:00.000Z");
const at = (ms: number): string => new Date(live + ms).toISOString();

/** A line from one second to another; `pauses` as [second, ms]. */
const line = (speaker: "USER" | "AI", from: number, to: number, content: string, pauses: [number, number][] = []): InputEntry => {
  const [startMs, endMs] = [from * 1000, to * 1000];
  const speech: Speech = {
    startMs,
    endMs,
    speechMs: endMs - startMs - pauses.reduce((sum, [, ms]) => sum + ms, 0),
    pauses: pauses.map(([second, ms]) => [second * 1000, ms]),
    timing: "marked",
  };
  return { speaker, content, timestamp: at(startMs), speech, isTyped: false, correction: null };
};

const setup = knownSetup.parse({ role: "Customer support lead", company: "Example Parcels", level: "LEAD", minutes: 10 });

/** A fictional interview, to show what a report looks like. */
export const sampleHead: Headed & Pick<InterviewSetup, "language"> = {
  role: setup.role,
  company: setup.company,
  level: setup.level,
  language: "en",
  status: "COMPLETED",
  createdAt: at(-90_000),
  startedAt: at(0),
  endedAt: at(213_000),
  endReason: "GEMINI_ENDED",
};

const entries = [
  line(
    "AI",
    1,
    13,
    "Hello, and welcome. I have a handful of questions about leading a support team, so take your time. To begin: tell me about a time " +
      "when your team was not keeping up, and what you did about it.",
  ),
  line(
    "USER",
    15.2,
    67,
    "Last November we had about nine hundred open tickets, and customers waited four days for a first answer. I was the shift lead, so it " +
      "was mine to sort out. I read two hundred of them over a weekend and found that a third asked the same thing: where is my parcel. So I " +
      "wrote one page with the steps for tracking, put the link into the automatic reply, and moved two people from chat to the old tickets " +
      "for ten days. By the tenth of December we were down to sixty open tickets, and the first answer took five hours instead of four days.",
    [
      [28.4, 900],
      [44.1, 2_200],
    ],
  ),
  line("AI", 68, 73, "Why did you move people from chat, rather than ask for overtime?"),
  line(
    "USER",
    74.6,
    97,
    "Overtime was my first idea, but the team had already worked two Saturdays, and I did not want to lose anybody before Christmas. Chat " +
      "was quiet in the mornings, so moving two people cost us maybe a minute of waiting there. I checked that every evening.",
    [[84, 700]],
  ),
  line(
    "AI",
    98,
    106,
    "Thank you. Now a disagreement: tell me about a colleague who saw something differently, and how the two of you settled it.",
  ),
  line(
    "USER",
    111.5,
    131,
    "Um, so there was somebody in sales, and we had, you know, different opinions about refunds. We talked about it a few times, and in the " +
      "end we sort of found a way that worked for everybody.",
    [
      [115, 2_400],
      [124.5, 2_600],
    ],
  ),
  line("AI", 132, 135, "What was your own part in finding it?"),
  line("USER", 138.2, 144, "I think I mostly kept the conversation going. We both gave in a little.", [[141.5, 1_100]]),
  line("AI", 145, 152, "And my last question: what would you want to change first, if you led our team?"),
  line(
    "USER",
    154,
    187,
    "I would sit next to five people for a day each before I changed anything, and write down every question that they have to look up. At " +
      "my last place that list had forty questions on it, and a page for the first ten saved us an hour a day. And I would ask you one " +
      "thing, if I may: how do you notice today that an answer did not help?",
    [[176.2, 1_300]],
  ),
  line("AI", 188, 196, "By the second ticket, and not early enough. That is a good thing to ask. Thank you, that was all. Goodbye."),
];

const session: SessionTimes = {
  micMs: 213_000,
  speechMs: entries.reduce((sum, { speaker, speech }) => sum + (speaker === "USER" ? (speech?.speechMs ?? 0) : 0), 0),
  aiMs: 43_000,
  wordlessSpeechMs: 0,
  gaps: [],
  cutIns: [],
  vad: 1,
};

export const sampleInput: ReportInput = { setup, entries, session };
