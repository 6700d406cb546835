import { expect, it } from "vitest";
import * as z from "zod";
import { stored } from "./stored.server.ts";

const pace = z.strictObject({ pace: z.number() });

it("reads what this version understands, and ignores everything else", () => {
  expect(stored(pace, '{"pace":2}')).toEqual({ pace: 2 });
  for (const text of [null, undefined, "", "null", "no JSON", '{"pace":', '{"pace":"slow"}', '{"pace":2,"of":"tomorrow"}'])
    expect(stored(pace, text)).toBeNull();
});
