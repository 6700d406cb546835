import { expect, it } from "vitest";
import { isProof, workOn } from "./proof.ts";

it("finds a proof that is valid for its task, but not for another or a harder one", async () => {
  const proof = await workOn({ challenge: "a task", bits: 10 });
  const holds = (challenge: string, bits: number, given = proof) => isProof({ challenge, bits, proof: given });
  expect(await holds("a task", 10)).toBe(true);
  // Of 2^30 texts one would: the numbers are fixed by the task.
  expect([await holds("another task", 10), await holds("a task", 30)]).toEqual([false, false]);
  for (const none of ["", "-1", "1e3", " 1", "x".repeat(50), "9".repeat(13)]) expect(await holds("a task", 0, none)).toBe(false);
});
