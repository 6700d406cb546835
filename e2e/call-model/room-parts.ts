import type { Page } from "@playwright/test";

/** A question too long for the stage. */
export const longQuestion =
  "Thank you, that is a clear picture. Before we go on to the technical part, I would like to hear more about how you work with others. " +
  "Tell me about a time when you disagreed with a colleague about something important, and how you settled it. " +
  "What did you say, what did they say, and what would you do differently if it happened again tomorrow?";

type Part = "stage" | "question" | "captions" | "controls" | "asking" | "notices" | "mute" | "end";

/** The positions of the room's parts in the window, in whole CSS px, and whether it scrolls. */
export const lookAt = (page: Page) =>
  page.evaluate(() => {
    const names = ["stage", "question", "captions", "controls", "asking", "notices", "mute", "end"] as const;
    const box = (name: Part) => {
      const { top = 0, bottom = 0, left = 0, right = 0 } = document.querySelector(`.room-${name}`)?.getBoundingClientRect() ?? {};
      return { top: Math.round(top), bottom: Math.round(bottom), left: Math.round(left), right: Math.round(right) };
    };
    const stage = document.querySelector(".room-stage");
    return {
      ...(Object.fromEntries(names.map((name) => [name, box(name)])) as Record<Part, ReturnType<typeof box>>),
      isCut: document.querySelector<HTMLElement>(".room-question")?.dataset["cut"] === "true",
      isStageWhole: stage !== null && stage.scrollHeight <= stage.clientHeight,
      isPageWhole: document.documentElement.scrollHeight <= innerHeight,
    };
  });
