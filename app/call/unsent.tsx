import { unifyLineBreaks } from "../../contract/line-breaks.ts";
import { useSpokenLanguage } from "./spoken-language.ts";
import { type CallActor, type CallSnapshot, useCallState } from "./use-call.ts";

const answersOf = (it: CallSnapshot) => it.context.answers;
const isAway = (it: CallSnapshot) => !it.matches({ live: { connection: "connected" } });

/** Typed answers that are on their way: behind what was said, in its size and colours. */
export function Unsent({ call }: { call: CallActor }) {
  const answers = useCallState(call, answersOf);
  const language = useSpokenLanguage();
  const words = useCallState(call, isAway) ? "Kept, and sent once you are connected:" : "On its way:";
  return answers.map(({ clientId, text }) => (
    <div key={clientId} lang={language} dir="auto" className="rounded-xl border border-dashed border-current px-3 py-2 whitespace-pre-line">
      <bdi lang="en" className="font-semibold">
        {words}
      </bdi>{" "}
      {unifyLineBreaks(text)}
    </div>
  ));
}
