import { Form, useLocation } from "@remix-run/react";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/field.tsx";
import { Moment, useMoment } from "../../ui/moment.tsx";
import type { Comparison, Row } from "./comparison.ts";

export type Choice = { id: string; role: string; at: string };
type CompareAttemptsProps = { choices: Choice[]; chosen: { before: string; after: string }; comparison: Comparison };

/** Two interviews side by side. */
export function CompareAttempts({ choices, chosen, comparison: { measures, scores } }: CompareAttemptsProps) {
  // Each answer shows the pair that it compares: what was chosen may be one interview twice, or in the other order.
  const { key } = useLocation();
  const options = choices.map((choice) => <Attempt key={choice.id} {...choice} />);
  const [before, after] = [chosen.before, chosen.after].map((id) => choices.find((it) => it.id === id)?.at);
  return (
    <>
      <Form method="get" action="#compare" preventScrollReset className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_auto]">
        <Select key={`before ${key}`} label="Earlier" name="before" defaultValue={chosen.before}>
          {options}
        </Select>
        <Select key={`after ${key}`} label="Later" name="after" defaultValue={chosen.after}>
          {options}
        </Select>
        <Button type="submit" variant="secondary">
          Compare
        </Button>
      </Form>
      {before && after ? (
        <p className="mt-5 text-sm text-muted">
          <Moment iso={before} /> → <Moment iso={after} />
        </p>
      ) : null}
      <Rows caption="Numbers" rows={measures} />
      <Rows caption="Steps by the same anchors" rows={scores} />
    </>
  );
}

/** The date comes first, because the same role is often practised repeatedly and a narrow control cuts the end off. */
function Attempt({ id, role, at }: Choice) {
  const when = useMoment(at);
  return (
    <option value={id} suppressHydrationWarning>
      {`${when} – ${role}`}
    </option>
  );
}

function Rows({ caption, rows }: { caption: string; rows: Row[] | string }) {
  if (typeof rows === "string")
    return (
      <p className="mt-5">
        <span className="font-semibold">{caption}: </span>
        {rows}.
      </p>
    );
  if (rows.length === 0) return <p className="mt-5">{caption}: none that both interviews have.</p>;
  return (
    <table className="mt-5 w-full text-left">
      <caption className="text-left font-semibold">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          <th scope="col">Earlier → later</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, before, after }) => (
          <tr key={name} className="border-t border-line">
            <th scope="row" className="py-2 pr-4 font-normal text-muted">
              {name}
            </th>
            <td className="py-2 tabular-nums">
              {before} → {after}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
