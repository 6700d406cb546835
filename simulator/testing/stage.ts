import { afterAll, beforeAll } from "vitest";
import * as z from "zod";
import type { ScenarioInput } from "../scenario.ts";
import { startSimulator } from "../server.ts";
import { call } from "./caller.ts";

const sessions = z.array(
  z.looseObject({
    id: z.string(),
    openedAtUnixMs: z.number(),
    openBeside: z.array(z.string()),
    closedAtUnixMs: z.number().nullable(),
    closeCode: z.number().nullable(),
    attempt: z.number().nullable(),
    audioBytes: z.number(),
    audioSha256: z.string(),
    extensions: z.string(),
    path: z.string(),
    setup: z.json(),
    texts: z.array(z.string()),
    toolResponses: z.array(z.json()),
    clientContents: z.array(z.json()),
  }),
);

/** A simulator for the tests of a file. It is silent unless a script says otherwise. */
export const useStage = () => {
  let simulator = { port: 0, close: () => Promise.resolve() };
  let scripts = 0;
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, scenario: "silent" });
  });
  afterAll(() => simulator.close());

  const control = (path: string, method = "GET", body?: unknown) =>
    fetch(`http://127.0.0.1:${simulator.port}/control/${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });

  return {
    get port() {
      return simulator.port;
    },
    control,
    call: (target?: string) => call(simulator.port, target),
    sessions: async (key: string) => sessions.parse(await (await control(`sessions?key=${key}`)).json()),
    /** Stores a scenario without delays under a key of its own; a connection with `setup` plays it. */
    script: async (scenario: ScenarioInput) => {
      const key = `script-${(scripts += 1)}-`;
      const answer = await control(`scripts/${key}`, "PUT", { pace: 0, ...scenario });
      if (answer.status !== 204) throw new Error(await answer.text());
      const setup = {
        systemInstruction: { parts: [{ text: key }] },
        sessionResumption: {},
        inputAudioTranscription: {},
        outputAudioTranscription: {},
        tools: [{ functionDeclarations: [{ name: "end_interview" }] }],
      };
      return { key, setup };
    },
  };
};
