import { expect, it } from "vitest";
import { Visitor } from "../testing/host.ts";
import { wordsOf } from "../testing/told.ts";

it("shows a stranger a whole report, says first that it is an example, and leads to sign-up", async () => {
  const page = await new Visitor().get("/sample");
  expect(page.status).toBe(200);
  const html = await page.clone().text();
  expect(html).toMatch(/<a[^>]* href="\/signup"[^>]*>Create your account/);
  const words = await wordsOf(page);
  const order = [
    "Customer support lead",
    "This is an example",
    "What to try next",
    "Say what each of you wanted.",
    "What worked",
    "Answers",
    "A disagreement with a colleague",
    "Drills",
    "Delivery",
    "What was said",
    "How this was made",
    "0 removed.",
  ];
  expect(words).not.toContain("Written by AI");
  const places = order.map((it) => words.indexOf(it, words.indexOf("Customer support lead")));
  expect(places.filter((it) => it < 0)).toEqual([]);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

it("links every quote to its words, and has no control that needs the interview", async () => {
  const html = await (await new Visitor().get("/sample")).text();
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((it) => it[1] ?? "");
  expect(targets.length).toBeGreaterThan(20);
  expect(targets.filter((id) => !html.includes(` id="${id}"`))).toEqual([]);
  expect(html).not.toMatch(/<form[^>]* method="post"/);
});

it("leads a signed-in user back to their dashboard", async () => {
  const page = await (await new Visitor().enter()).get("/sample");
  expect(await page.text()).toMatch(/<a[^>]* href="\/dashboard"[^>]*>Start an interview of your own/);
});
