import { expect, it } from "vitest";
import { readJson } from "./body.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
/** A body that comes in these pieces without declaring a length, and how many of them were read. */
const pieces = (parts: Iterable<Uint8Array>) => {
  const asked = { count: 0, isCancelled: false };
  const left = parts[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      asked.count += 1;
      const { done, value } = left.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      asked.isCancelled = true;
    },
  });
  return { asked, request: new Request("http://worker/mail", { method: "POST", body }) };
};

it("reads JSON of undeclared length, however it is cut, up to the last allowed byte", async () => {
  const whole = bytesOf('{"to":"Zoë"}');
  const { request } = pieces(Array.from(whole, (_, at) => whole.slice(at, at + 1)));
  expect(await readJson(request, whole.length)).toEqual({ to: "Zoë" });
  expect(await readJson(pieces([whole]).request, whole.length - 1)).toBeNull();
});

it("stops reading a body of undeclared length once it is too long", async () => {
  const endless = function* () {
    for (let count = 0; count < 100; count += 1) yield bytesOf(" ".repeat(512));
  };
  const { asked, request } = pieces(endless());
  expect(await readJson(request, 1_024)).toBeNull();
  expect(asked.isCancelled).toBe(true);
  expect(asked.count).toBeLessThan(10);
});

it("answers null for an empty body, invalid JSON, a declared length over the limit or a body that breaks off", async () => {
  const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
    readJson(new Request("http://worker/mail", { method: "POST", body, headers }), 1_024);
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
  const answers = [post(null), post("no JSON"), post("{}", { "Content-Length": "1025" }), post(broken)];
  expect(await Promise.all(answers)).toEqual([null, null, null, null]);
  expect(await post(Uint8Array.of(0x22, 0xe9, 0x22))).toBeNull();
  expect(await post("{}")).toEqual({});
});
