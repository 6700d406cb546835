import * as z from "zod/mini";
import { session, usage } from "../../../contract/app-api.ts";
import { coverage, questionPlan } from "../../../contract/question-plan.ts";
import { knownSetup } from "../../../contract/setup.ts";
import { endReasons, hushes, patiences, statuses } from "../../../contract/vocabulary.ts";

const unixMs = z.number();

const shapes = {
  interviewId: z.string(),
  /** The owner's id. */
  userId: z.string(),
  status: z.enum(statuses),
  startedAtUnixMs: unixMs,
  /** When the time limit ends it. */
  endsAtUnixMs: unixMs,
  endedAtUnixMs: unixMs,
  endReason: z.enum(endReasons),
  setup: knownSetup,
  plan: questionPlan,
  coverage,
  /** How long the interviewer waits, as the candidate last chose. */
  patience: z.enum(patiences),
  /** The candidate's answers so far. */
  turns: z.number(),
  /** Why nothing is due from the interviewer, and until when: while the candidate still hears it, or may think. */
  hush: z.object({ why: z.enum(hushes), untilUnixMs: unixMs }),
  /** How many of the interviewer's calls to end the interview were refused. */
  endRefusals: z.number(),
  /** The resumption handle of the newest Gemini session. */
  handle: z.string(),
  /** How often a Gemini session was opened before the interview was live. */
  openings: z.number(),
  /** How often the interview moved to another Gemini session. */
  handovers: z.number(),
  /** Tokens so far. */
  usage,
  /** Who spoke when, so far (`session` in contract/app-api.ts). */
  times: session,
  /** How often a client was closed with 1008. */
  refusals: z.number(),
  /** Tokens signed before this moment no longer open the interview. */
  revokedAtUnixMs: unixMs,
  /** When the object's alarm is set to ring. */
  alarmAtUnixMs: unixMs,
};

type Shapes = typeof shapes;
export type FactName = keyof Shapes;
export type Fact<Name extends FactName> = z.output<Shapes[Name]>;

/** The stored facts from which the interview restarts after an eviction or a crash, in the object's SQLite. */
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
