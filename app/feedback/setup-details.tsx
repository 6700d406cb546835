import type { InterviewSetup } from "../../contract/setup.ts";
import { levelWords } from "../ui/level-words.ts";

/** Company and level in one line; nothing if neither was given. */
export function SetupDetails({ company, level }: Pick<InterviewSetup, "company" | "level">) {
  return (
    <>
      {company ? <bdi className="wrap-anywhere">{company}</bdi> : null}
      {company && level ? " · " : ""}
      {level ? levelWords[level] : ""}
    </>
  );
}
