import { expect, it } from "vitest";
import { Visitor, refusalOf } from "../testing/host.ts";

it("says that it is well to anyone", async () => {
  const response = await new Visitor().get("/health");
  expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
});

it("refuses other methods and unknown API paths in JSON", async () => {
  const visitor = new Visitor();
  expect(await refusalOf(await visitor.post("/health"))).toEqual([405, "METHOD_NOT_ALLOWED"]);
  expect(await refusalOf(await visitor.get("/api/nothing"))).toEqual([404, "NOT_FOUND"]);
  expect(await refusalOf(await visitor.post("/api/interviews/x/y/z"))).toEqual([404, "NOT_FOUND"]);
});
