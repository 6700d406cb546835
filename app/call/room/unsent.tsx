import { unifyLineBreaks } from "../../../contract/line-breaks.ts";
import { useSpokenLanguage } from "./spoken-language.ts";
import { type CallActor, type CallSnapshot, useCallContext, useCallState } from "../ports/use-call.ts";

const wordsOf = (it: CallSnapshot) => {
  if (it.matches({ live: { connection: "connected" } })) return "On its way:";
  return it.matches({ ending: "closing" }) || it.matches({ ending: "over" })
    ? "This did not arrive:"
    : "Kept, and sent once you are connected:";
};

/** Typed answers that have not arrived, after the captions and in their size and colours. */
export function Unsent({ call }: { call: CallActor }) {
  const answers = useCallContext(call, "answers");
  const language = useSpokenLanguage();
  const words = useCallState(call, wordsOf);
  return answers.map(({ clientId, text }) => (
    <div key={clientId} lang={language} dir="auto" className="rounded-xl border border-dashed border-current px-3 py-2 whitespace-pre-line">
      <bdi lang="en" className="font-semibold">
        {words}
      </bdi>{" "}
      {unifyLineBreaks(text)}
    </div>
  ));
}
