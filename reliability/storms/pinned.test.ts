import { describe, test } from "vitest";
import { schedule } from "./schedule.ts";
import { install, weather } from "./weather.ts";

const pinned = import.meta.glob<unknown>("./pinned/*.json", { eager: true, import: "default" });

install();

describe("a storm that once broke a promise now keeps them all", () => {
  test.each(Object.entries(pinned))("%s", (_, found) => weather(schedule.parse(found)));
});
