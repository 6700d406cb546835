import type { Strength } from "../../../contract/report.ts";
import { Card } from "../../ui/card.tsx";
import { Quotes } from "./quotes.tsx";

export function Strengths({ strengths }: { strengths: Strength[] }) {
  return (
    <Card id="strengths" aria-labelledby="strengths-title">
      <h2 id="strengths-title" className="text-xl">
        What worked
      </h2>
      <ul className="mt-4 space-y-5">
        {strengths.map(({ text, evidence }, index) => (
          <li key={index} className="break-inside-avoid">
            <p className="mb-2 font-semibold">{text}</p>
            <Quotes evidence={evidence} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
