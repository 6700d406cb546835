import { expect, it } from "vitest";
import { failureMessage } from "./codes.ts";

it("describes each failure within the limit of a WebSocket close: 123 bytes", () => {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  expect(Object.values(failureMessage).filter((it) => bytes(it) > 123)).toEqual([]);
});
