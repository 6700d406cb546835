import { runInDurableObject, SELF } from "cloudflare:test";
import { decodeJwt } from "jose";
import { expect, it } from "vitest";
import { rowsOf } from "../harness/object.ts";
import { mintToken } from "../harness/token.ts";
import { ClientToServerMessage } from "../proto/gen/interview.ts";
import type { InterviewSession } from "./session/interview-session.ts";
import { prepareInterview } from "./testing/interview.ts";
import { testEnv } from "./testing/test-env.ts";

const app = { Authorization: `Bearer ${testEnv.WORKER_SHARED_SECRET}` };
const post = async (id: string, body: string, headers: Record<string, string> = app) =>
  (await SELF.fetch(`http://worker/${id}/revoke`, { method: "POST", body, headers })).status;
const revoke = (id: string, atUnixMs: number) => post(id, JSON.stringify({ atUnixMs }));
/** A second ahead, because the app signs tokens with whole seconds. */
const aMomentAhead = () => Date.now() + 1_000;

const live = async () => {
  const interview = await prepareInterview();
  const token = await interview.token();
  const client = await interview.join({ token });
  const { resumeToken } = await client.until("sessionStarted");
  await interview.became("IN_PROGRESS");
  return { interview, client, token, resumeToken };
};

it("closes the live socket 4001, says why, and refuses every token signed before that moment (S6)", async () => {
  const { interview, client, token, resumeToken } = await live();
  const at = aMomentAhead();
  expect(await revoke(interview.id, at)).toBe(204);
  expect((await client.closes()).code).toBe(4001);
  expect(client.of("error")).toEqual([
    { code: 4001, message: "Your sign-in has ended. Sign in again to find this interview on your dashboard." },
  ]);
  for (const old of [token, resumeToken]) {
    const again = await interview.join({ token: old });
    expect([(await again.closes()).code, again.of("error").map(({ code }) => code)]).toEqual([4001, [4001]]);
  }
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  expect(await interview.alarms()).toContain("grace");
});

it("reads nothing more from the closed socket, neither frames in flight nor those of a client that misses the close (S6)", async () => {
  const { interview } = await live();
  await runInDurableObject(interview.stub() as DurableObjectStub<InterviewSession>, async (object, context) => {
    const [socket] = context.getWebSockets();
    if (!socket) throw new Error("Nobody is there");
    const send = (payload: ClientToServerMessage["payload"]) =>
      object.webSocketMessage(socket, Uint8Array.from(ClientToServerMessage.encode({ payload }).finish()).buffer);
    const revoked = object.revoke(aMomentAhead());
    send({ $case: "textAnswer", value: { text: "It was not me.", clientId: "1" } });
    send({ $case: "endRequest", value: {} });
    await revoked;
  });
  await interview.phase("IN_PROGRESS.gemini.conversing client.away");
  const stored = await rowsOf(interview.stub(), "SELECT text FROM utterance WHERE speaker = 'USER'");
  expect([stored, await interview.fact("endReason")]).toEqual([[], null]);
});

it("accepts a token signed after that moment, and keeps the latest of several moments", async () => {
  const { interview, client, resumeToken } = await live();
  // By the token's own clock: on a busy machine workerd holds the test's at its next timer, behind the object's.
  const { iat: signedAt = 0 } = decodeJwt(resumeToken);
  expect([await revoke(interview.id, 1_000 * signedAt + 1), await revoke(interview.id, 1)]).toEqual([204, 204]);
  await client.closes();
  expect((await (await interview.join({ token: resumeToken })).closes()).code).toBe(4001);
  const later = await mintToken({ userId: "user-1", interviewId: interview.id }, { issuedAt: signedAt + 0.002 });
  await (await interview.join({ token: later })).until("sessionStarted");
});

it("leaves a client alone that came by a token signed after that moment, when it is told late", async () => {
  const { interview, client, token } = await live();
  const { iat: signedAt = 0 } = decodeJwt(token);
  expect(await revoke(interview.id, 1_000 * signedAt)).toBe(204);
  await interview.act({ send: { serverContent: { outputTranscription: { text: "Go on." } } } });
  await client.until("transcriptUpdate");
  expect(client.of("error")).toEqual([]);
});

it("applies to an interview that nobody has joined yet, and leaves nothing there once its tokens have expired", async () => {
  const interview = await prepareInterview();
  const token = await interview.token();
  expect(await revoke(interview.id, aMomentAhead())).toBe(204);
  expect((await (await interview.join({ token })).closes()).code).toBe(4001);
  expect([await interview.sessions(), await interview.alarms()]).toEqual([[], ["cleanup"]]);
  await interview.expire("cleanup");
  expect(await interview.tables()).toEqual([]);
});

it("does nothing to a finished interview", async () => {
  const { interview, client } = await live();
  client.requestEnd();
  await client.closes();
  await interview.became("COMPLETED");
  expect([await revoke(interview.id, Date.now()), await interview.fact("revokedAtUnixMs")]).toEqual([204, null]);
});

it("is only for the app, by POST, with a moment", async () => {
  const { interview, client } = await live();
  const moment = JSON.stringify({ atUnixMs: Date.now() });
  const answers = [
    await post(interview.id, moment, {}),
    await post(interview.id, moment, { Authorization: "Bearer wrong" }),
    (await SELF.fetch(`http://worker/${interview.id}/revoke`, { headers: app })).status,
    await post(interview.id, ""),
    await post(interview.id, "{}"),
    await post(interview.id, `{"atUnixMs":"now"}`),
    await post(interview.id, `{"atUnixMs":1e999}`),
    await post(interview.id, moment + " ".repeat(2_000)),
  ];
  expect(answers).toEqual([401, 401, 405, 400, 400, 400, 400, 400]);
  expect([client.closed, await interview.fact("revokedAtUnixMs")]).toEqual([null, null]);
});
