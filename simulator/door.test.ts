import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { livePath } from "./testing/caller.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

/** The HTTP status that answers an upgrade; 101 if a WebSocket is opened. */
const knock = (target: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const asked = request({
      port: stage.port,
      path: target,
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        ...headers,
      },
    });
    asked.on("upgrade", (_, socket) => {
      socket.destroy();
      resolve(101);
    });
    asked.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });

describe("the address", () => {
  test.each([
    ["one slash", `${livePath}?key=k`, 101],
    ["two slashes, as the SDK asks", `/${livePath}?key=k`, 101],
    ["a prefix", `/proxy/x${livePath}?key=k`, 101],
    ["v1", `${livePath.replace("v1beta", "v1")}?key=k`, 101],
    ["a token of the constrained method", `${livePath.replace("v1beta", "v1alpha")}Constrained?access_token=auth_tokens/x`, 101],
    ["another version", `${livePath.replace("v1beta", "v2")}?key=k`, 404],
    ["another method", `${livePath}Else?key=k`, 404],
    ["no key", livePath, 403],
    ["an empty key", `${livePath}?key=`, 403],
  ])("with %s is answered correctly", async (_, target, status) => {
    expect(await knock(target)).toBe(status);
  });

  test("accepts the key from a header as well", async () => {
    expect(await knock(livePath, { "x-goog-api-key": "k" })).toBe(101);
  });
});

describe("the first frames", () => {
  test("nothing is sent before the setup, and anything but a setup closes 1007", async () => {
    const caller = await stage.call();
    caller.send({ realtimeInput: { text: "Begin." } });
    expect(await caller.closed).toEqual({ code: 1007, reason: "Request contains an invalid argument." });
    expect(caller.frames).toEqual([]);
  });

  test("a second setup closes 1007", async () => {
    const caller = await stage.call();
    await caller.setUp();
    caller.send({ setup: { model: "models/gemini-3.8-live" } });
    expect(await caller.closed).toEqual({ code: 1007, reason: "Request contains an invalid argument." });
  });

  test.each([
    ["no JSON", "hello", "Invalid JSON payload received. Unexpected token."],
    ["an unknown message", { hello: {} }, 'Invalid JSON payload received. Unknown name "hello": Cannot find field.'],
    [
      "an unknown field of a known one",
      { realtimeInput: { sound: 1 } },
      `Invalid JSON payload received. Unknown name "sound" at 'realtime_input': Cannot find field.`,
    ],
    [
      "two messages in one",
      { clientContent: {}, realtimeInput: {} },
      "Invalid value (oneof), oneof field 'message_type' is already set. Cannot set 'realtime_input'",
    ],
    [
      "sound that is no base64",
      { realtimeInput: { audio: { data: "?", mimeType: "audio/pcm" } } },
      "Invalid value at 'realtime_input.audio.data'",
    ],
    ["sound that is no PCM", { realtimeInput: { audio: { data: "", mimeType: "audio/mp3" } } }, "Request contains an invalid argument."],
    [
      "the old media chunks",
      { realtimeInput: { mediaChunks: [{ data: "", mimeType: "audio/pcm" }] } },
      "realtime_input.media_chunks is deprecated. Use audio, video, or text instead.",
    ],
    [
      "manual activity beside automatic detection, on a model that minds it",
      { realtimeInput: { activityStart: {} } },
      "Explicit activity control is not supported when automatic activity detection is enabled.",
      "models/gemini-3.1-flash-live-preview",
    ],
    [
      "client content that no history was announced for, on a model that minds it",
      { clientContent: { turnComplete: true } },
      "Request contains an invalid argument.",
      "models/gemini-3.1-flash-live-preview",
    ],
  ])("%s closes 1007", async (_, message, reason, model = "models/gemini-3.8-live") => {
    const caller = await stage.call();
    await caller.setUp({ model });
    caller.send(message);
    expect(await caller.closed).toEqual({ code: 1007, reason });
  });
});

describe("a script that refuses callers", () => {
  const knockAt = (key: string) => knock(`/${key}${livePath}?key=k`);

  test("refuses by status, attempt by attempt", async () => {
    const { key } = await stage.script({ attempts: [{ refuse: { status: 429 } }, { refuse: { status: 503 } }] });
    expect([await knockAt(key), await knockAt(key), await knockAt(key), await knockAt(key)]).toEqual([429, 503, 101, 101]);
  });

  test("resets the connection", async () => {
    const { key } = await stage.script({ reset: true });
    await expect(knockAt(key)).rejects.toThrow("ECONNRESET");
  });

  test("accepts the TCP connection and never answers", async () => {
    const { key } = await stage.script({ neverAnswer: true });
    const socket = new WebSocket(`ws://127.0.0.1:${stage.port}/${key}${livePath}?key=k`, { handshakeTimeout: 100 });
    await expect(new Promise((_, reject) => socket.on("error", reject))).rejects.toThrow("Opening handshake has timed out");
  });
});
