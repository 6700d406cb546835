import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** As npm calls it for somebody who is in `from`: in the project's folder. */
const runFrom = (from: string, ...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { ...process.env, INIT_CWD: from };
    const child = execFile(process.execPath, ["scripts/commands/replay.ts", ...args], { cwd: root, env }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });
const run = (...args: string[]) => runFrom(root, ...args);

const folder = mkdtempSync(join(tmpdir(), "preppal-replay-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (text: string): string => {
  const path = join(folder, "recording.json");
  writeFileSync(path, text);
  return path;
};

describe("the replay command", () => {
  it("prints time, event and the states before and after", async () => {
    const { code, out } = await run("machines/recording/replays/crash-while-away.json");
    expect(code).toBe(0);
    expect(out.split("\n").slice(0, 3)).toEqual([
      "    0.000 s  interview starts in PENDING.starting.preparing",
      "    0.100 s  setup.read isOpen=true: PENDING.starting.preparing → PENDING.starting.attempting",
      "    0.700 s  gemini.ready: PENDING.starting.attempting → IN_PROGRESS.gemini.conversing, IN_PROGRESS.floor.opening.asked, IN_PROGRESS.client.present",
    ]);
  });

  it("says of an event only which states it left and entered, if any", async () => {
    const { out } = await run("machines/recording/replays/tunnel.json");
    expect(out.split("\n").slice(4, 8)).toEqual([
      "    2.800 s  socket.opened: stays",
      expect.stringMatching(/^ {4}3\.600 s {2}session\.started endsAtMs=\d+: connecting\.opening → live\.connection\.connected, live\./),
      "   20.000 s  call.muted: live.microphone.on.heard → live.microphone.muted",
      "   30.000 s  socket.closed code=1006 jitter=0.5: live.connection.connected → live.connection.reconnecting.waiting",
    ]);
  });

  it("plays a file that an editor on Windows saved, with a byte order mark and its line ends", async () => {
    const text = readFileSync(join(root, "machines/recording/replays/tunnel.json"), "utf8");
    const { code, out } = await run(file(`\uFEFF${text.replaceAll("\n", "\r\n")}`));
    expect([code, out]).toEqual([0, expect.stringMatching(/^ends in /m)]);
  });

  it("finds a file by its path from where it is called", async () => {
    const { code, out } = await runFrom(join(root, "machines/recording/replays"), "tunnel.json");
    expect([code, out]).toEqual([0, expect.stringMatching(/^ends in /m)]);
  });

  it.each([
    ["{", expect.stringMatching(/^replay: The file is not JSON: .*position 1.*\n$/)],
    ['{"version":3}', "replay: version must be 1, not 3\n"],
  ])("refuses %s in one line", async (text, line) => {
    const { code, err } = await run(file(text));
    expect([code, err]).toEqual([1, line]);
  });

  it.each([[[]], [["one.json", "two.json"]]])("plays one file, not %j", async (files) => {
    const { code, err } = await run(...files);
    expect([code, err]).toEqual([1, expect.stringMatching(/^replay: Name one file\.\n\nnpm run replay FILE\n/)]);
  });

  it("fails when a kept recording does not end in the state it names", async () => {
    const input = { status: "PENDING", isResumable: false, isDelivered: false, hasClient: false };
    const { code, err } = await run(
      file(JSON.stringify({ version: 1, machine: "interview", input, events: [], endsIn: { PENDING: "starting" } })),
    );
    expect([code, err]).toEqual([1, 'replay: The file says that it ends in {"PENDING":"starting"}, not in {"PENDING":"idle"}\n']);
  });
});
