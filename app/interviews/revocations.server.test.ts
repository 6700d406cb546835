import { afterEach, expect, it, vi } from "vitest";
import { maintain } from "../account/maintenance.server.ts";
import { appOfTests } from "../testing/app.ts";
import { afterAnswers, askedAbout, toWorker, Visitor, worker } from "../testing/host.ts";

const app = appOfTests();
const minuteMs = 60_000;
const ok = async () => new Response(null, { status: 204 });
const live = async (visitor: Visitor): Promise<string> => {
  const { id } = await visitor.startInterview();
  await worker.post(`/api/interviews/${id}/status`, { status: "IN_PROGRESS" });
  return id;
};
const signOut = async (visitor: Visitor) => {
  await visitor.submit("/logout", {});
  await afterAnswers();
};
/** The moments of the revocations of an interview that the Worker was told. */
const told = (id: string) => askedAbout(id).map(([, init]) => (JSON.parse(String(init?.body)) as { atUnixMs: number }).atUnixMs);

afterEach(() => void toWorker.mockReset().mockImplementation(ok));

it("tells the interviews of an account at once, so that none waits for another's answer", async () => {
  const ada = await new Visitor().enter();
  const [first, second] = [await live(ada), await live(ada)];
  const isAnswered = Promise.withResolvers<void>();
  toWorker.mockReset().mockImplementation(() => isAnswered.promise.then(ok));
  const signedOut = signOut(ada);
  await vi.waitFor(() => expect([told(first).length, told(second).length]).toEqual([1, 1]));
  isAnswered.resolve();
  await signedOut;
});

it("is told again by maintenance, with the moment of the sign-out, until the Worker has answered", async () => {
  const [ada, eve] = [await new Visitor().enter(), await new Visitor("Eve").enter()];
  const [mute, eves] = [await live(ada), await live(eve)];
  toWorker.mockReset().mockImplementation((url) => {
    if (!String(url).includes(mute)) return ok();
    return askedAbout(mute).length === 1
      ? Promise.reject(new TypeError("unreachable"))
      : Promise.resolve(new Response(null, { status: 500 }));
  });
  await signOut(ada);
  const [at] = told(mute);
  await maintain(app);
  toWorker.mockImplementation(ok);
  await maintain(app, { nowUnixMs: Date.now() + 10 * minuteMs });
  await maintain(app, { nowUnixMs: Date.now() + 20 * minuteMs });
  expect([told(mute), told(eves)]).toEqual([[at, at, at], []]);
});

it("is told no more once the interview is over, or a day has passed, when every token has expired", async () => {
  const ada = await new Visitor().enter();
  const [over, old] = [await live(ada), await live(ada)];
  toWorker.mockReset().mockImplementation(async () => new Response(null, { status: 500 }));
  await signOut(ada);
  await worker.post(`/api/interviews/${over}/status`, { status: "COMPLETED" });
  await maintain(app);
  await maintain(app, { nowUnixMs: Date.now() + 25 * 60 * minuteMs });
  expect([told(over).length, told(old).length]).toEqual([1, 2]);
});

it("keeps a newer sign-out that the Worker has not confirmed, when it confirms an older one late", async () => {
  const ada = await new Visitor().enter();
  const id = await live(ada);
  const isConfirmed = Promise.withResolvers<void>();
  toWorker.mockReset().mockImplementation(async () => {
    if (askedAbout(id).length > 1) return new Response(null, { status: 500 });
    await isConfirmed.promise;
    return ok();
  });
  await ada.submit("/logout", {});
  const late = afterAnswers();
  await vi.waitFor(() => expect(told(id)).toHaveLength(1));
  // Any later moment will do: sign-outs are told apart by theirs.
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(told(id)[0] ?? 0));
  await ada.submit("/login", { email: ada.email, password: ada.password });
  await signOut(ada);
  isConfirmed.resolve();
  await late;
  toWorker.mockImplementation(ok);
  await maintain(app);
  const [older = 0, newer = 0, again] = told(id);
  expect([newer > older, again]).toEqual([true, newer]);
});
