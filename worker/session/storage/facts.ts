import * as z from "zod";
import { session, usage } from "../../../contract/app-api.ts";
import { coverage, questionPlan } from "../../../contract/question-plan.ts";
import { knownSetup } from "../../../contract/setup.ts";
import { endReasons, patiences, statuses } from "../../../contract/vocabulary.ts";

const unixMs = z.number();

const shapes = {
  interviewId: z.string(),
  status: z.enum(statuses),
  setup: knownSetup,
  plan: questionPlan,
  coverage,
  endsAtUnixMs: unixMs,
  endedAtUnixMs: unixMs,
  endReason: z.enum(endReasons),
  handle: z.string(),
  alarmAtUnixMs: unixMs,
  userId: z.string(),
  startedAtUnixMs: unixMs,
  openings: z.number(),
  refusals: z.number(),
  patience: z.enum(patiences),
  turns: z.number(),
  usage,
  handovers: z.number(),
  times: session,
  revokedAtUnixMs: unixMs,
};

type Shapes = typeof shapes;
export type FactName = keyof Shapes;
export type Fact<Name extends FactName> = z.output<Shapes[Name]>;

/** What the interview restarts from after an eviction or a crash, in the object's SQLite. */
export class Facts {
  #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read<Name extends FactName>(name: Name): Fact<Name> | null;
  read(name: FactName): unknown {
    const [row] = this.#sql.exec<{ value: string }>(`SELECT value FROM fact WHERE name = ?`, name);
    return row ? shapes[name].parse(JSON.parse(row.value)) : null;
  }

  write<Name extends FactName>(name: Name, value: Fact<Name>) {
    this.#sql.exec(
      `INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      name,
      JSON.stringify(value),
    );
  }

  forget(name: FactName) {
    this.#sql.exec(`DELETE FROM fact WHERE name = ?`, name);
  }
}
