import type { Level } from "../../contract/vocabulary.ts";

export const levelWords: Record<Level, string> = {
  INTERN: "Intern",
  JUNIOR: "Junior",
  MID: "Mid-level",
  SENIOR: "Senior",
  LEAD: "Lead",
};
