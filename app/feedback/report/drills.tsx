import type { Report } from "../../../contract/report.ts";
import { rubric } from "../../../report/rubric.ts";
import { Card } from "../../ui/card.tsx";
import { PractiseThis } from "./practise-this.tsx";

export function Drills({ drills, questions }: Pick<Report, "drills" | "questions">) {
  return (
    <Card id="drills" aria-labelledby="drills-title">
      <h2 id="drills-title" className="text-xl">
        Drills
      </h2>
      <p className="mt-1 text-muted">Short exercises on one point each. Ten minutes are enough.</p>
      <ul className="mt-4 divide-y divide-line">
        {drills.map(({ dim, question, prompt }, index) => (
          <li key={index} className="flex break-inside-avoid flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <div className="min-w-0 grow basis-72">
              <p className="text-sm text-muted">{rubric[dim].name}</p>
              <p>{prompt}</p>
            </div>
            <PractiseThis words="Practise" about={prompt} dim={dim} question={questions.find(({ id }) => id === question)?.asked} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
