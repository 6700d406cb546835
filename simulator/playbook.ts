import { readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import { behave, parseScenario, type Behaviour, type RestAnswer, type ScenarioInput } from "./scenario.ts";

/** A scenario in play. It counts the connections that have played it. */
export class Script {
  readonly scenario: ScenarioInput;
  #attempts = 0;
  #requests = 0;
  #held: ((answer: RestAnswer) => void)[] = [];

  constructor(scenario: ScenarioInput) {
    this.scenario = scenario;
  }

  next(): Play {
    const attempt = this.#attempts++;
    return { script: this, attempt, behaviour: behave(this.scenario, attempt) };
  }

  /** The scripted answer to the next REST request; null means content. */
  async nextRest(): Promise<RestAnswer | null> {
    const { rest } = behave(this.scenario, 0);
    const answer = Array.isArray(rest) ? rest[this.#requests++] : rest;
    if (!answer?.isHeld) return answer ?? null;
    return new Promise((resolve) => this.#held.push(resolve));
  }

  /** Answers the request that has been held longest; false if none is held. */
  release(answer: RestAnswer): boolean {
    const go = this.#held.shift();
    go?.(answer);
    return go !== undefined;
  }
}

export type Play = { script: Script; attempt: number; behaviour: Behaviour };

/**
 * Decides which scenario a caller gets: the script whose key is in a frame or in the URL, else the scenario that the process was started
 * with.
 */
export class Playbook {
  readonly fallback: Script;
  #scripts = new Map<string, Script>();

  constructor(fallback: ScenarioInput) {
    this.fallback = new Script(fallback);
  }

  put(key: string, scenario: unknown) {
    this.#scripts.set(key, new Script(parseScenario(scenario)));
  }

  get(key: string): Script | undefined {
    return this.#scripts.get(key);
  }

  delete(key: string) {
    return this.#scripts.delete(key);
  }

  find(text: string): Script | undefined {
    for (const [key, script] of this.#scripts) if (text.includes(key)) return script;
    return undefined;
  }
}

/** A scenario file may extend another one (`like`). */
const scenarioFile = z.looseObject({ like: z.string().optional() });

const folder = new URL("./scenarios/", import.meta.url);

/** A scenario that cannot be played. The message is for the person who asked for it. */
export class ScenarioError extends Error {
  override name = "ScenarioError";
}

/** Reads a scenario of simulator/scenarios/. Throws a ScenarioError if there is no such file or it does not hold a scenario. */
export const readScenario = (name: string): ScenarioInput => {
  const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));
  if (!names.includes(name)) throw new ScenarioError(`There is no scenario ${JSON.stringify(name)}, but these: ${names.join(", ")}`);
  try {
    const { like, ...own } = scenarioFile.parse(JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")));
    return parseScenario({ ...(like !== undefined && readScenario(like)), ...own });
  } catch (error) {
    if (error instanceof ScenarioError) throw error;
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new ScenarioError(`simulator/scenarios/${name}.json cannot be played.\n${why}`);
  }
};
