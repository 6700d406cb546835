import { afterEach, expect, it, vi } from "vitest";
import { mintToken } from "./mint-token.ts";

afterEach(() => vi.unstubAllGlobals());

const answering = (answer: () => Promise<Response>) => {
  const fetched = vi.fn(answer);
  vi.stubGlobal("fetch", fetched);
  return fetched;
};
const mint = () => mintToken("i-1", new AbortController().signal);

it("posts to the interview's token route and returns the token", async () => {
  const fetched = answering(async () => Response.json({ token: "t" }));
  expect(await mint()).toEqual({ token: "t" });
  expect(fetched.mock.calls).toEqual([["/api/interviews/i-1/token", { method: "POST", signal: expect.any(AbortSignal) }]]);
});

it.each([
  ["nothing comes", () => new Promise<Response>(() => undefined)],
  ["nothing follows the answer's headers", async () => Object.assign(new Response(), { json: () => new Promise(() => undefined) })],
])("reports failure when %s for half a minute", async (_, answer) => {
  vi.useFakeTimers();
  answering(answer);
  const said = vi.fn();
  mint().catch(said);
  await vi.advanceTimersByTimeAsync(29_999);
  expect(said).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(said.mock.calls).toEqual([[expect.objectContaining({ message: expect.stringMatching(/^The interview could not be reached\./) })]]);
  vi.useRealTimers();
});

it("throws the server's own message when refused", async () => {
  answering(async () =>
    Response.json({ error: { code: "CONFLICT", message: "You have another interview open: Pilot." } }, { status: 409 }),
  );
  await expect(mint()).rejects.toThrow("You have another interview open: Pilot.");
});

it("says in the candidate's words that the interview was begun before", async () => {
  answering(async () => Response.json({ error: { code: "BAD_REQUEST", message: "Interview is not in PENDING state" } }, { status: 400 }));
  await expect(mint()).rejects.toThrow("This interview was begun before. Your dashboard says whether it still goes on.");
});

it("reports that the interview could not be reached when the answer is missing or makes no sense", async () => {
  const useless = [
    async () => new Response("<html>", { status: 502 }),
    async () => Response.json({ token: 5 }),
    async () => Response.json(null),
    async () => Response.json({ error: "?" }, { status: 500 }),
    () => Promise.reject(new TypeError("network")),
  ];
  for (const answer of useless) {
    answering(answer);
    await expect(mint()).rejects.toThrow("The interview could not be reached.");
  }
});
