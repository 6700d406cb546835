import type { DeepHealth } from "../../server/deep-health.server.ts";

export type PartsProps = { health: DeepHealth; model: string };

/** The state of the services that an interview needs besides the app, as asked now, with what to fix if one does not answer. */
export function Parts({ health: { worker, gemini }, model }: PartsProps) {
  const parts = [
    { name: "Worker", isWell: worker === "ok", words: workerWords(worker) },
    { name: "Gemini", isWell: gemini === "ok", words: geminiWords(gemini, model) },
  ];
  return (
    <dl className="mt-4 space-y-2">
      {parts.map(({ name, isWell, words }) => (
        <div key={name} className="grid gap-x-4 sm:grid-cols-[8rem_1fr]">
          <dt className="font-semibold">{name}</dt>
          <dd className={isWell ? "" : "font-semibold text-danger-ink"}>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

const workerWords = (worker: string): string => {
  if (worker === "ok") return "Answers";
  if (worker === "unreachable") return "Could not be reached: look at WORKER_URL of the app, and whether the Worker is deployed";
  if (worker === "401") return "Refuses the app (401): WORKER_SHARED_SECRET must be the same on both sides";
  return `Answers ${worker}: look into its log`;
};

const geminiWords = (gemini: string, model: string): string => {
  switch (gemini) {
    case "ok":
      return `Knows the key and the model ${model}`;
    case "unknown":
      return "Not known: the Worker does not say";
    case "unreachable":
      return "Could not be reached from the Worker";
    case "400":
    case "401":
    case "403":
      return `Refuses the key, or the place that it is asked from (${gemini}): look at GEMINI_API_KEY of the Worker; until then no interview begins`;
    case "404":
      return `Knows no model ${model} (404): look at GEMINI_LIVE_MODEL of the Worker; until then no interview begins`;
    case "429":
      return "Takes no more requests of this key (429): its quota or its credits are used up";
    default:
      return `Answers ${gemini}`;
  }
};
