import { deflateSync, inflateSync } from "node:zlib";
import type { StateValue } from "xstate";
import * as z from "zod";
import { explore } from "../../machines/models/exploration.ts";
import { browserModel } from "./browser-model.ts";

const stateValue: z.ZodType<StateValue> = z.lazy(() => z.union([z.string(), z.record(z.string(), stateValue)]));
const step = z.object({ event: z.looseObject({ type: z.string() }), atMs: z.number(), value: stateValue });
const path = z.object({ input: z.looseObject({}), start: stateValue, steps: z.array(step) });
const found = z.object({ paths: z.array(path), missing: z.array(z.string()) });

type Found = z.infer<typeof found>;

const explored = async (): Promise<Found> => {
  const { paths, missing } = found.parse(await explore(browserModel));
  process.env["CALL_PATHS"] = deflateSync(JSON.stringify({ paths, missing })).toString("base64");
  return { paths, missing };
};

/**
 * The paths of the call through a page. The process that lists the tests finds them and hands them to the workers through their
 * environment.
 */
export const findPaths = async (): Promise<Found> => {
  const handed = process.env["CALL_PATHS"];
  return handed === undefined ? explored() : found.parse(JSON.parse(inflateSync(Buffer.from(handed, "base64")).toString()));
};
