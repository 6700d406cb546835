import { deflateSync, inflateSync } from "node:zlib";
import { type Exploration, explore } from "../../machines/models/exploration.ts";
import { browserModel } from "./browser-model.ts";

type Found = Pick<Exploration, "paths" | "missing">;

const explored = async (): Promise<Found> => {
  const { paths, missing } = await explore(browserModel);
  process.env["CALL_PATHS"] = deflateSync(JSON.stringify({ paths, missing })).toString("base64");
  return { paths, missing };
};

/** The call's ways through a page. The process that lists the tests finds them, and those that run them have its environment. */
export const findPaths = async (): Promise<Found> => {
  const found = process.env["CALL_PATHS"];
  return found === undefined ? explored() : (JSON.parse(inflateSync(Buffer.from(found, "base64")).toString()) as Found);
};
