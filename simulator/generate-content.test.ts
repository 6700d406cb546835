import { describe, expect, test, vi } from "vitest";
import { sample } from "./json-sample.ts";
import { writeAssessment } from "./written-report.ts";
import { useStage } from "./testing/stage.ts";

const stage = useStage();

const contents = [{ role: "user", parts: [{ text: "Hello." }] }];

const ask = async (body: unknown, { path = "/v1beta/models/gemini-3.8-flash:generateContent", key = "k" } = {}) => {
  const response = await fetch(`http://127.0.0.1:${stage.port}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...(key && { "x-goog-api-key": key }) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};

const error = (code: number, status: string, message: string) => ({ status: code, body: { error: { code, message, status } } });

describe("generateContent", () => {
  test("answers with text, usage and the model", async () => {
    expect(await ask({ contents }, { path: "/v1/models/gemini-3.8-flash:generateContent" })).toEqual({
      status: 200,
      body: {
        candidates: [
          {
            content: { role: "model", parts: [{ text: "This text comes from a local simulator, which read nothing and judges nothing." }] },
            finishReason: "STOP",
            index: 0,
          },
        ],
        usageMetadata: { promptTokenCount: 15, candidatesTokenCount: 20, totalTokenCount: 35 },
        modelVersion: "gemini-3.8-flash",
      },
    });
  });

  test.each([
    ["no JSON", "{", {}, error(400, "INVALID_ARGUMENT", "Invalid JSON payload received. Unexpected token.")],
    [
      "an unknown field",
      { contents, colour: 1 },
      {},
      error(400, "INVALID_ARGUMENT", 'Invalid JSON payload received. Unknown name "colour": Cannot find field.'),
    ],
    ["no contents", {}, {}, error(400, "INVALID_ARGUMENT", "Invalid value at 'contents'")],
    [
      "a key that is not valid",
      { contents },
      { key: "invalid" },
      error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
    ],
    [
      "no key",
      { contents },
      { key: "" },
      error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without established identity)."),
    ],
    [
      "an unknown model",
      { contents },
      { path: "/v1beta/models/gemini-0:generateContent" },
      error(
        404,
        "NOT_FOUND",
        "models/gemini-0 is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.",
      ),
    ],
    ["another method", { contents }, { path: "/v1beta/models/gemini-3.8-flash:countTokens" }, error(404, "NOT_FOUND", "Not Found")],
  ])("refuses %s as Google does", async (_, body, options, answer) => {
    expect(await ask(body, options)).toEqual(answer);
  });

  test("can be cut short by a script", async () => {
    const { key } = await stage.script({ rest: { text: '{"a', finishReason: "MAX_TOKENS" } });
    const { body } = await ask({ contents: [{ parts: [{ text: key }] }] });
    expect(body).toMatchObject({
      candidates: [{ content: { role: "model", parts: [{ text: '{"a' }] }, finishReason: "MAX_TOKENS", index: 0 }],
    });
  });

  test("answers by a script's list in order, and then with content", async () => {
    const { key } = await stage.script({ rest: [{ status: 503 }, { text: "{}" }] });
    const answers = [];
    for (let count = 0; count < 3; count++) answers.push((await ask({ contents: [{ parts: [{ text: key }] }] })).status);
    expect(answers).toEqual([503, 200, 200]);
  });

  test("holds an answer until told how to continue, and says when nobody waits", async () => {
    const { key } = await stage.script({ rest: { isHeld: true } });
    const held = ask({ contents: [{ parts: [{ text: key }] }] });
    const release = (answer: object) => stage.control(`scripts/${key}/rest`, "POST", answer);
    await vi.waitFor(async () => expect((await release({ status: 429, details: [{ retryDelay: "3s" }] })).status).toBe(204));
    expect(await held).toMatchObject({ status: 429, body: { error: { code: 429, details: [{ retryDelay: "3s" }] } } });
    expect((await release({})).status).toBe(409);
  });

  test("can break the connection, and block the prompt", async () => {
    const { key } = await stage.script({ rest: [{ status: 0 }, { blockReason: "SAFETY" }] });
    const contents = [{ parts: [{ text: key }] }];
    await expect(ask({ contents })).rejects.toThrow();
    expect((await ask({ contents })).body).toMatchObject({ promptFeedback: { blockReason: "SAFETY" } });
  });

  test("plans an interview like the recorded one when a schema asks for a plan", async () => {
    const properties = { kind: { enum: ["EXPERIENCE", "FAILURE"] }, topic: { type: "string" }, question: { type: "string" } };
    const schema = { type: "object", properties: { questions: { type: "array", items: { type: "object", properties } } } };
    const { body } = await ask({ contents, generationConfig: { responseMimeType: "application/json", responseJsonSchema: schema } });
    const { questions } = JSON.parse(
      (body as { candidates: [{ content: { parts: [{ text: string }] } }] }).candidates[0].content.parts[0].text,
    );
    expect(questions).toHaveLength(8);
    expect(questions[3]).toMatchObject({
      kind: "FAILURE",
      topic: "A mistake",
      question: "Now tell me about a time when something went wrong. How did you notice, and what did you do first?",
    });
  });

  test("cuts a long question of a report at a word, and marks the cut", async () => {
    const asked = `Tell me about ${"something ".repeat(7)}hard that you solved, and which part of it was your own.`;
    const text = `E1|A1|${asked}\nE1|U2|I led the whole of it.\nE2|A3|Why?\nE2|U4|We had no other way.\nE3|A5|${"長".repeat(120)}\nE3|U6|I led it then.`;
    const { questions } = writeAssessment(text) as { questions: { asked: string }[] };
    expect(questions.map((it) => it.asked)).toEqual([
      `Tell me about ${"something ".repeat(7)}hard that you…`,
      "Why?",
      `${"長".repeat(100)}…`,
    ]);
  });

  test("records its requests for the tests", async () => {
    await ask({ contents: [{ parts: [{ text: "remember-me" }] }], store: false });
    const kept = await (await stage.control("requests?key=remember-me")).json();
    expect(kept).toEqual([
      { model: "models/gemini-3.8-flash", request: { contents: [{ parts: [{ text: "remember-me" }] }], store: false } },
    ]);
  });
});

describe("a sample", () => {
  test.each([
    ["an object", { type: "object", properties: { a: { type: "boolean" }, b: { type: "null" } } }, { a: false, b: null }],
    ["the older upper case types", { type: "OBJECT", properties: { a: { type: "NUMBER", minimum: 2 } } }, { a: 2 }],
    ["a list as long as asked", { type: "array", minItems: 3, items: { type: "integer" } }, [3, 3, 3]],
    ["a list no longer than allowed", { type: "array", maxItems: 1, items: { type: "integer", maximum: 2 } }, [2]],
    ["a reference", { $ref: "#/$defs/x", $defs: { x: { const: "y" } } }, "y"],
    ["a choice", { anyOf: [{ enum: ["first", "second"] }, { type: "null" }] }, "first"],
    ["a type that may be null", { type: ["string", "null"], maxLength: 7 }, "Written"],
  ])("fits %s", (_, schema, value) => {
    expect(sample(schema)).toEqual(value);
  });
});
