import { expect, it } from "vitest";
import { collectionIn } from "./collections.ts";
import { residentIn, schedstatIn, ticksIn } from "./proc.ts";
import { type Profile, topOf } from "./profile.ts";
import { shown } from "./shown.ts";
import { foreignShare, ratio, spread, whyUnfit } from "./statistics.ts";

it("measures the spread of the rounds, and compares two variants", () => {
  expect(spread([9, 10, 12])).toBe(0.3);
  expect(ratio([3, 4, 5], [2, 1, 2])).toBe(2);
});

it("reads processor time, waiting time and memory as Linux writes them", () => {
  expect(schedstatIn("1234567890 42000000 991\n")).toEqual({ ranNs: 1_234_567_890, waitedNs: 42_000_000 });
  expect(residentIn("Name:\tworkerd\nVmRSS:\t  204800 kB\nThreads:\t4\n")).toBe(200);
  expect(residentIn("Name:\tgone\n")).toBe(0);
});

it("counts every processor state except idling and waiting for disks as work", () => {
  const text = "cpu  100 5 50 800 20 1 4 40 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";
  expect(ticksIn(text)).toEqual({ busy: 200, all: 1_020 });
});

it("refuses to judge when others used more than a tenth of the machine, but not because of our own work", () => {
  const from = { busy: 1_000, all: 10_000 };
  const quiet = foreignShare(from, { busy: 1_500, all: 11_000 }, 4_800);
  expect(quiet).toBeCloseTo(0.02);
  expect(whyUnfit([quiet, 0])).toBeNull();
  const busy = foreignShare(from, { busy: 1_900, all: 11_000 }, 4_800);
  expect(busy).toBeCloseTo(0.42);
  expect(whyUnfit([quiet, busy])).toBe("too busy to judge: other programs had up to 42 % of the processors");
});

it("ranks functions by self time, as a share of non-idle time", () => {
  const node = (id: number, functionName: string, lineNumber: number) => ({ id, callFrame: { functionName, url: "", lineNumber } });
  const profile: Profile = {
    nodes: [node(1, "(idle)", -1), node(2, "send", 9), node(3, "send", 9), node(4, "", 4)],
    samples: [1, 2, 3, 2, 4, 1],
  };
  expect(topOf(profile, 2)).toEqual([
    { name: "send, line 10", share: 0.75 },
    { name: "anonymous, line 5", share: 0.25 },
  ]);
});

it("prints three significant figures of a small number, and a large one in whole", () => {
  expect([0.03456, 1.2, 45.678, 1_234.5, NaN].map(shown)).toEqual(["0.0346", "1.20", "45.7", "1,235", "–"]);
});

it("parses V8's lines about a collection, and no other output of a Worker", () => {
  const lines = [
    "[5281:0x3138ffdc4000]     8203 ms: Mark-Compact 24.7 (40.8) -> 8.3 (40.8) MB, pooled: 0.0 MB, 18.38 / 0.00 ms  (average mu = 0.989) allocation failure;",
    "[5281:0x3138ffdc4000]     8310 ms: Scavenge 22.8 (40.8) -> 9.9 (40.8) MB, pooled: 0.0 MB, 3.79 / 0.00 ms  (average mu = 0.986) allocation failure;",
    '{"event":"interview.phase","phase":"IN_PROGRESS"}',
  ];
  expect(lines.map(collectionIn)).toEqual([
    { isWhole: true, aliveMegabytes: 8.3, pauseMs: 18.38 },
    { isWhole: false, aliveMegabytes: 9.9, pauseMs: 3.79 },
    null,
  ]);
});
