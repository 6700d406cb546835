import { expect, test } from "vitest";
import { appLog } from "./app-side.ts";
import { confidential } from "./fault-test.ts";
import "./rows/opening.ts";
import "./rows/conversation.ts";
import "./rows/hour.ts";
import "./rows/service.ts";
import "./rows/browser.ts";
import "./rows/tokens.ts";
import "./rows/frames.ts";
import "./rows/app.ts";
import "./rows/platform.ts";
import "./rows/clocks.ts";
import "./rows/report.ts";
import { faultTable } from "./table/table.ts";

test("the table lists every fault once", () => {
  const numbers = faultTable.map(({ id }) => Number(id.slice(1))).toSorted((one, other) => one - other);
  const numbered = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, at) => first + at);
  expect(numbers).toEqual([...numbered(1, 67), ...numbered(70, 84)]);
});

test("the app logged no secret, token, set-up text or spoken sentence in any row", async () => {
  const lines = (await appLog()).split("\n");
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => confidential.some((text) => line.includes(text)))).toEqual([]);
});
