import { expect } from "vitest";
import { fault } from "../fault-test.ts";
import { forgeries, sign } from "../forgeries.ts";
import { places } from "../places.ts";
import type { Scene } from "../scene.ts";
import { refusedToken } from "../table/fault.ts";

const refusedAlways = async (scene: Scene, tokens: (string | null)[]) => {
  for (const token of tokens) {
    const askedAtUnixMs = Date.now();
    const candidate = await scene.join({ token });
    expect([token, (await candidate.closes()).code, candidate.errors]).toEqual([token, 4001, [4001]]);
    // The clock stands still, so an answer that depended on time would never have come.
    expect(Date.now()).toBe(askedAtUnixMs);
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
