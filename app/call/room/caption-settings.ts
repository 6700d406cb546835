import { attempt } from "../../ui/storage.ts";
import { useKept } from "./use-kept.ts";

export const captionSizes = { "100": "Normal", "125": "Large", "150": "Larger", "200": "Largest" } as const;
export const captionLooks = {
  theme: "Like the page",
  blackOnWhite: "Black on white",
  whiteOnBlack: "White on black",
  yellowOnBlack: "Yellow on black",
} as const;
export const captionPlaces = { beside: "Beside", below: "Below", line: "Last line, large", off: "Not at all" } as const;

export type CaptionSettings = { size: keyof typeof captionSizes; look: keyof typeof captionLooks; place: keyof typeof captionPlaces };

const first: CaptionSettings = { size: "100", look: "theme", place: "beside" };

/** How this browser shows captions, and how to change it for this interview and the next ones. */
export const useCaptionSettings = (): [CaptionSettings, (change: Partial<CaptionSettings>) => void] => {
  const [kept, keep] = useKept("preppal.captions");
  const settings = settingsIn(kept);
  return [settings, (change) => keep(JSON.stringify({ ...settings, ...change }))];
};

const settingsIn = (text: string | null): CaptionSettings => {
  const kept = attempt(() => JSON.parse(text ?? "{}") as unknown);
  const { size, look, place }: Record<string, unknown> = typeof kept === "object" && kept !== null ? { ...kept } : {};
  return {
    size: isOf(captionSizes, size) ? size : first.size,
    look: isOf(captionLooks, look) ? look : first.look,
    place: isOf(captionPlaces, place) ? place : first.place,
  };
};

const isOf = <Choices extends object>(choices: Choices, it: unknown): it is keyof Choices =>
  typeof it === "string" && Object.hasOwn(choices, it);
