import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readStored } from "../app-side.ts";
import { judge } from "../oracle.ts";
import type { Fault, Outcome } from "../table/fault.ts";
import { faultOf } from "../table/table.ts";
import { soon, until } from "../../../harness/wait.ts";
import { ProcessScene } from "./process-scene.ts";
import { Stage } from "./stage.ts";
import { sound } from "../sound.ts";

let stage: Stage;

beforeAll(async () => {
  await readStored(crypto.randomUUID());
  stage = await Stage.open();
});
afterAll(() => stage.close());

const fault = (id: Fault["id"], drive: (scene: ProcessScene) => Promise<void>, outcome: Partial<Outcome> = {}) => {
  const row = faultOf(id);
  test(`${id} ${row.fault}, in processes: ${row.expected}`, async () => {
    const scene = await ProcessScene.open(stage);
    await drive(scene);
    const expected = { ...row.outcome, ...outcome };
    if (expected.status !== "PENDING") await scene.settle();
    judge(await scene.evidence(), expected);
  });
};

const megabyte = 2 ** 20;

/** Runs `work`. Gives the peak memory of the Worker's processes meanwhile, in bytes. */
const peak = async (work: () => Promise<unknown>): Promise<number> => {
  let most = stage.residentBytes();
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      most = Math.max(most, stage.residentBytes());
      for (let moment = 0; moment < 25; moment++) await soon();
    }
  };
  await Promise.all([watch(), work().finally(() => (isOver = true))]);
  return most;
};

fault("F16", async (scene) => {
  const candidate = await (await scene.join()).live();
  await scene.says("Before the flood");
  let isOver = false;
  const keepTalking = async () => {
    while (!isOver) {
      candidate.speak(sound(40));
      for (let moment = 0; moment < 10; moment++) await soon();
    }
  };
  /** Half an hour of speech, 86 MB, in 2.4 s. */
  const flood = () => peak(() => scene.gemini.act({ flood: { ms: 30 * 60_000, overMs: 2_400 } }));
  const floods = async () => {
    // A busy process may take more memory now and then, whatever the length. If the sound were kept, each flood would add 82 MiB.
    let most = await flood();
    for (let further = 0; further < 4; further++) {
      const now = await flood();
      if (now - most < 41 * megabyte) return "bounded";
      most = now;
    }
    return "growing";
  };
  const [memory] = await Promise.all([floods().finally(() => (isOver = true)), keepTalking()]);
  expect(memory).toBe("bounded");
  await scene.says("After the flood");
  await scene.endByUser();
});

fault("F27", async (scene) => {
  const first = await (await scene.join()).live();
  await scene.says("Hold the line");
  stage.proxy.reset();
  await first.closes();
  const second = await (await scene.join({ token: first.resumeToken })).live();
  await until("the captions again", () => second.finals.length > 0);
  expect(second.finals).toEqual([{ speaker: "AI", content: "Hold the line" }]);
  await scene.says("There you are again");
  await scene.endByUser();
});

for (const [as, bytes] of [
  ["32 MiB", 32 * megabyte],
  ["one byte more", 32 * megabyte + 1],
] as const) {
  fault(
    "F36",
    async (scene) => {
      const other = await ProcessScene.open(stage);
      await (await other.join()).live();
      const candidate = await (await scene.join()).live();
      await scene.says(`A frame of ${as} comes`);
      candidate.speak(sound(40));
      candidate.raw(new Uint8Array(bytes));
      // The runtime itself refuses the larger one, and then keeps the connection for half a minute.
      if (bytes === 32 * megabyte) await candidate.closes();
      await other.says("Nothing happened here");
      await other.endByUser();
      await other.settle();
    },
    as === "32 MiB" ? {} : { closeCode: null },
  );
}

fault("F45", async (scene) => {
  const candidate = await (await scene.join()).live();
  candidate.speak(sound(40));
  await scene.says("Are you still listening?");
  stage.proxy.set("stall");
  const before = stage.residentBytes();
  const most = await peak(async () => {
    await scene.gemini.act({ flood: { ms: 1_200_000, overMs: 4_000 } });
    await until("the grace", async () => stage.log().some((line) => line.includes('"code":1013') && line.includes(scene.id)));
  });
  stage.proxy.set("pass");
  await candidate.closes();
  expect(most - before).toBeLessThan(64 * megabyte);
});

type Ask = { method: string; path: string; headers?: Record<string, string> };

const statusOf = ({ method, path, headers = {} }: Ask) =>
  new Promise<number>((resolve, reject) => {
    request({ host: "127.0.0.1", port: stage.proxy.port, method, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });

/** The first line of the answer to raw bytes; "" if the connection is just ended. */
const answerTo = (bytes: string) =>
  new Promise<string>((resolve) => {
    let heard = "";
    const socket = connect({ host: "127.0.0.1", port: stage.proxy.port }, () => socket.write(bytes));
    socket.on("data", (chunk) => {
      heard += String(chunk);
      if (heard.includes("\r\n")) socket.destroy();
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => resolve(heard.split("\r\n")[0] ?? ""));
  });

fault("F46", async (scene) => {
  const before = stage.countObjects();
  const upgrade = { Connection: "Upgrade", Upgrade: "h2c" };
  const asked: [Ask, number][] = [
    [{ method: "GET", path: `/${scene.id}` }, 426],
    [{ method: "GET", path: `/${scene.id}?token=${scene.token}` }, 426],
    [{ method: "POST", path: `/${scene.id}` }, 426],
    [{ method: "HEAD", path: `/${scene.id}` }, 426],
    [{ method: "GET", path: `/${scene.id}`, headers: upgrade }, 426],
    [{ method: "DELETE", path: `/${scene.id}` }, 401],
    [{ method: "GET", path: "/" }, 404],
    [{ method: "GET", path: `/${scene.id}/` }, 404],
    [{ method: "GET", path: `/a/${scene.id}` }, 404],
    [{ method: "GET", path: `/a%2F${scene.id}` }, 404],
    [{ method: "GET", path: "/%E2%9C%93" }, 404],
    [{ method: "GET", path: "/%00" }, 404],
    [{ method: "GET", path: `/${"x".repeat(4_000)}` }, 404],
    [{ method: "GET", path: "/../../etc/passwd" }, 404],
    [{ method: "GET", path: "/health" }, 200],
  ];
  const answers = [];
  for (const [ask] of asked) answers.push([ask.method, ask.path, await statusOf(ask)]);
  expect(answers).toEqual(asked.map(([{ method, path }, status]) => [method, path, status]));
  for (const bytes of [
    "\x16\x03\x01\x02\x00",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n",
    `GET /${scene.id} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`,
  ]) {
    expect(await answerTo(bytes)).not.toMatch(/ 5\d\d |101/);
  }
  expect(await statusOf({ method: "GET", path: "/health" })).toBe(200);
  expect(stage.countObjects()).toBe(before);
});
