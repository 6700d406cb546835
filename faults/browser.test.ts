import { expect } from "vitest";
import { places } from "./places.ts";
import { forgeries, sign } from "./forgeries.ts";
import { fault } from "./fault-test.ts";
import type { Scene } from "./scene.ts";
import { refusedToken } from "./table/fault.ts";
import { until } from "./wait.ts";

const isAway = (scene: Scene) => until("the grace", async () => (await scene.alarms()).some(({ kind }) => kind === "grace"));
const greeted = ["I build compilers for a living", "Tell me about the hardest one"] as const;

fault("F27", async (scene) => {
  const first = await scene.converse();
  await scene.exchange(...greeted);
  first.leave();
  await isAway(scene);
  await scene.gemini.begins("Are you still");
  await scene.clock.pass(20_000);
  const second = await (await scene.join({ token: first.resumeToken })).live();
  await second.sees("the captions again", () => second.finals.length === 2);
  expect(second.finals).toEqual(scene.said);
  await scene.gemini.begins(" there?");
  await scene.gemini.completesTurn();
  await scene.keeps({ speaker: "AI", content: "Are you still there?" });
  await scene.clock.pass(15_000);
  await scene.endByUser();
});

fault(
  "F27",
  async (scene) => {
    const first = await scene.converse();
    await scene.exchange(...greeted);
    first.leave();
    await isAway(scene);
    const second = await (await scene.join()).live();
    expect(second.endsAtUnixMs).toBe(first.endsAtUnixMs);
    await scene.exchange("I am back", "Good to hear you again");
    await scene.endByUser();
  },
  { as: "reload with the first token" },
);

fault("F28", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  await scene.gemini.heard("I am still saying");
  scene.said.push({ speaker: "USER", content: "I am still saying" });
  await candidate.sees("the words", () =>
    candidate.payloads.some((it) => it.$case === "transcriptUpdate" && it.value.text === "I am still saying"),
  );
  candidate.leave();
  await isAway(scene);
  await scene.clock.pass(29_000);
  expect((await scene.stored())?.interview.status).toBe("IN_PROGRESS");
  await scene.clock.pass(1_001);
});

fault("F29", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  await scene.clock.pass(59_000);
  expect(candidate.closed).toBeNull();
  await scene.clock.pass(1_001);
  await candidate.closes();
  await isAway(scene);
  await scene.clock.pass(30_001);
});

for (const { id, as, tokenOf } of [
  { id: "F30", as: "with the resume token", tokenOf: (token: string | null) => token },
  { id: "F32", as: "", tokenOf: () => undefined },
] as const) {
  fault(
    id,
    async (scene) => {
      const first = await scene.converse();
      await scene.exchange(...greeted);
      const token = tokenOf(first.resumeToken);
      const second = await (await scene.join(token === undefined ? {} : { token })).live();
      expect(await first.closes()).toMatchObject({ code: 4003 });
      expect(first.told).toEqual([]);
      await scene.exchange("In the second tab", "I hear you there");
      await second.sees("all lines", () => second.finals.length === 4);
      first.leave();
      await scene.endByUser();
    },
    { as },
  );
}

fault("F31", async (scene) => {
  const first = await scene.converse();
  await scene.exchange(...greeted);
  await scene.endByUser();
  expect(first.closed).toMatchObject({ code: 1000 });
  const before = await scene.stored();
  for (const token of [scene.token, first.resumeToken]) expect(await (await scene.join({ token })).closes()).toMatchObject({ code: 4004 });
  expect(await scene.stored()).toEqual(before);
});

const refusedAlways = async (scene: Scene, tokens: (string | null)[]) => {
  for (const token of tokens) {
    const startedAt = performance.now();
    const candidate = await scene.join({ token });
    expect([token, (await candidate.closes()).code, candidate.errors]).toEqual([token, 4001, [4001]]);
    expect(performance.now() - startedAt).toBeLessThan(500);
  }
  expect(await scene.hasObject()).toBe(false);
};

fault("F33", async (scene) => {
  const other = await scene.account.createInterview({ role: "Another", resume: "Another" });
  await refusedAlways(scene, [await scene.account.mintToken(other)]);
});

fault("F34", async (scene) => refusedAlways(scene, await forgeries(scene.id)));

fault("F35", async (scene) => {
  const now = Math.floor(Date.now() / 1000);
  const claims = { userId: "u", interviewId: scene.id, iat: now, exp: now + 300 };
  await refusedAlways(scene, [
    await sign({ claims, secret: "another secret of at least 32 characters" }),
    await sign({ claims: { ...claims, iat: now - 900, exp: now - 600 } }),
    await sign({ claims: { ...claims, nbf: now + 3600 } }),
    await sign({ claims: { userId: "u", interviewId: scene.id, iat: now } }),
    await sign({ claims: {} }),
    await sign({ claims: { ...claims, interviewId: [scene.id] } }),
    await sign({ claims: { ...claims, exp: "tomorrow" } }),
    null,
    "",
    "x".repeat(10_240),
    "not.a.token",
    "....",
    "\u0000",
    `${scene.token}x`,
    scene.token.slice(0, -4),
  ]);
});

fault("F36", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  candidate.sendRaw(new Uint8Array(256 * 1024 + 1));
  await candidate.closes();
  await isAway(scene);
  await scene.clock.pass(30_001);
});

fault("F37", async (scene) => {
  const candidate = await scene.converse();
  candidate.sendRaw("hello");
  candidate.sendRaw("");
  await candidate.sees("two errors", () => candidate.errors.length === 2);
  expect(candidate.errors).toEqual([5000, 5000]);
  await scene.exchange(...greeted);
  await scene.endByUser();
});

const garbage = [[0xff], [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], [0x0a, 0x05, 0x01], [0x0d, 1, 2, 3, 4], [0x08, 0x01], [0x0f]].map((it) =>
  Uint8Array.from(it),
);

fault("F38", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  for (let count = 0; count < 50; count++) candidate.sendRaw(garbage[count % garbage.length] ?? "");
  await candidate.sees("an error for each", () => candidate.errors.length === 50);
  expect(candidate.closed).toBeNull();
  candidate.sendRaw(Uint8Array.of(0xff));
  await candidate.closes();
  await isAway(scene);
  await scene.clock.pass(30_001);
});

fault("F39", async (scene) => {
  const candidate = await scene.converse();
  const [session] = await scene.gemini.sessions();
  const chunk = [0x0a, 0x04, 0x0a, 0x02, 7, 7];
  candidate.sendRaw(new Uint8Array());
  candidate.sendRaw(Uint8Array.of(0x7a, 0x01, 0x00));
  await candidate.sees("two errors", () => candidate.errors.length === 2);
  candidate.sendRaw(Uint8Array.from([0x7a, 0x01, 0x00, ...chunk]));
  await until("the sound", async () => (await scene.gemini.sessions())[0]?.audioBytes === 2);
  await scene.exchange(...greeted);
  candidate.sendRaw(Uint8Array.from([...chunk, 0x12, 0x00]));
  await candidate.closes();
  expect((await scene.gemini.audio(session?.id ?? "")).length).toBe(2);
});

fault("F40", async (scene) => {
  await scene.gemini.play({ setupDelayMs: 150 });
  const candidate = await scene.join();
  for (let second = 0; second < 7; second++) candidate.speak(1_000, second + 1);
  await candidate.live();
  const session = await until("5 s of sound", async () => (await scene.gemini.sessions()).find(({ audioBytes }) => audioBytes >= 160_000));
  const audio = await scene.gemini.audio(session.id);
  expect([session.earlyFrames, audio.length, [...new Set(audio)]]).toEqual([0, 160_000, [3, 4, 5, 6, 7]]);
  await scene.endByUser();
});

fault("F41", async (scene) => {
  const candidate = await scene.converse();
  for (const bytes of [3, 0, 1, 7, 5]) candidate.send({ $case: "audioChunk", value: { audioContent: new Uint8Array(bytes).fill(bytes) } });
  const session = await until("16 bytes", async () => (await scene.gemini.sessions()).find(({ audioBytes }) => audioBytes === 16));
  expect([...(await scene.gemini.audio(session.id))]).toEqual([3, 3, 3, 1, 7, 7, 7, 7, 7, 7, 7, 5, 5, 5, 5, 5]);
  await scene.exchange(...greeted);
  await scene.endByUser();
});

fault("F42", async (scene) => {
  await scene.gemini.play({ neverSetupComplete: true });
  await scene.join();
  await scene.gemini.nth(1);
  await scene.endByUser();
});

fault("F43", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  await scene.clock.pass(50_000);
  candidate.end();
  candidate.end();
  await Promise.all([scene.gemini.act({ close: { code: 1000, reason: "" } }).catch(() => undefined), scene.clock.ring()]);
  await candidate.closes();
  await scene.clock.pass(60_000);
  const submissions = (await scene.requests()).filter(({ route }) => route === "transcript");
  expect([submissions.length, candidate.count("sessionEnded")]).toEqual([1, 1]);
});

fault("F44", async (scene) => {
  const candidate = await scene.converse();
  await scene.exchange(...greeted);
  for (let frame = 0; frame < 2_000 && candidate.closed === null; frame++) candidate.speak(40);
  await candidate.closes();
  await isAway(scene);
  expect((await scene.gemini.sessions())[0]?.audioBytes).toBe(10 * 32_000);
  await scene.clock.pass(30_001);
});

for (const origin of ["https://evil.example", "null", `${places.APP_ORIGIN}.evil.example`]) {
  fault(
    "F47",
    (scene) => {
      return scene.join({ headers: { Origin: origin } }).then(async (candidate) => void (await candidate.closes()));
    },
    { as: origin, outcome: refusedToken },
  );
}

fault("F47", async (scene) => {
  const own = await scene.join({ headers: { Origin: places.APP_ORIGIN } });
  await own.live();
  await (await scene.join()).live();
  await scene.endByUser();
});
