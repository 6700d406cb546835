import { expect } from "vitest";
import * as z from "zod";
import type { Scene } from "../scene.ts";
import { until } from "../../../harness/wait.ts";
import { witness } from "../witness.ts";

export const greeted = ["I build compilers for a living", "Tell me about the hardest one"] as const;

export const internalError = { code: 1011, reason: "Internal error encountered." };

/** How Gemini closes if it considers the interview over. */
export const finished = { code: 1000, reason: "" };

/** Lets a second pass in four steps, with a moment of real time after each for what happens on sockets. */
export const secondOf = async (scene: Scene) => {
  for (let quarter = 0; quarter < 4; quarter++) {
    await scene.clock.pass(250);
    await until("the close", () => scene.candidates[0]?.closed !== null, 20).catch(() => undefined);
  }
};

/** Lets time pass until the candidate's socket is closed. */
export const untilClosed = async (scene: Scene, seconds: number) => {
  for (let second = 0; second < seconds && !scene.candidates[0]?.closed; second++) await secondOf(scene);
  await scene.candidates[0]?.closes();
};

/** Brings the interview into conversation, with a handle issued, in the middle of a line that the interruption will cut off. */
export const midSentence = async (scene: Scene) => {
  await scene.converse();
  await scene.exchange(...greeted);
  await scene.gemini.begins("What I would like to");
  await until("the caption", () => scene.candidates[0]?.payloads.some((it) => it.$case === "transcriptUpdate" && !it.value.isFinal));
  scene.said.push({ speaker: "AI", content: "What I would like to" });
};

/** Waits until the interview has resumed in Gemini's nth session and the relay is open. `byHandle: false`: the handle was given up. */
export const isBack = async (scene: Scene, { session = 2, byHandle = true } = {}) => {
  const { setup } = await scene.gemini.nth(session);
  expect("handle" in z.object({}).loose().parse(setup?.["sessionResumption"])).toBe(byHandle);
  await until("the relay", async () => witness.logged.filter((line) => line.includes("conversing")).length >= 2);
};

/** The interview resumes in Gemini's nth session, continues, and is ended by the candidate. */
export const goesOn = async (scene: Scene, { session = 2, byHandle = true } = {}) => {
  await isBack(scene, { session, byHandle });
  await scene.exchange("It went on for years", "Let us go on with the next");
  await scene.endByUser();
};

/** Waits until the object has noticed that the candidate is gone. */
export const isAway = (scene: Scene) => until("the grace", async () => (await scene.alarms()).some(({ kind }) => kind === "grace"));
