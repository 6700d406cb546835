import { expect, it, vi } from "vitest";
import { keepTypedText } from "./typed-text.ts";

const page = (html: string): HTMLElement => {
  const app = document.createElement("div");
  app.innerHTML = html;
  document.body.replaceChildren(app);
  return app;
};
const form =
  '<form action="/start"><input name="role"><textarea name="resume">As sent</textarea><select name="level"><option>Any</option>' +
  '<option>Senior</option></select><input type="checkbox" name="terms"><input type="hidden" name="intent" value="start"></form><form action="/other"><input name="role"></form>';
const values = (app: HTMLElement) =>
  [...app.querySelectorAll<HTMLInputElement>("input, textarea, select")].map((it) => (it.type === "checkbox" ? it.checked : it.value));
const fill = (app: HTMLElement) => {
  const [role, resume, level, terms] = app.querySelectorAll<HTMLInputElement>("input, textarea, select");
  if (!role || !resume || !level || !terms) throw new Error("no fields");
  role.focus();
  Object.assign(role, { value: "Nurse" });
  Object.assign(resume, { value: "Typed" });
  Object.assign(level, { value: "Senior" });
  terms.checked = true;
};

it("puts what was typed into the fields that took the place of others, tells the app, and gives the focus back", () => {
  const app = page(form);
  const restore = keepTypedText(app);
  fill(app);
  app.innerHTML = form;
  const told = vi.fn();
  app.addEventListener("input", ({ target }) => told((target as HTMLInputElement).name));
  restore();
  expect(values(app)).toEqual(["Nurse", "Typed", "Senior", true, "start", ""]);
  expect(told.mock.calls.flat()).toEqual(["role", "resume", "terms"]);
  expect(document.activeElement).toBe(app.querySelector("input"));
});

it("leaves a page alone that kept its fields, and takes no focus", () => {
  const app = page(form);
  const restore = keepTypedText(app);
  fill(app);
  app.querySelector("select")?.focus();
  restore();
  expect(values(app)).toEqual(["Nurse", "Typed", "Senior", true, "start", ""]);
  expect(document.activeElement).toBe(app.querySelector("select"));
});

it("gives a text area back what was typed before the app set it to what the server sent", () => {
  const app = page(form);
  fill(app);
  const restore = keepTypedText(app);
  Object.assign(app.querySelector("textarea") ?? {}, { value: "As sent" });
  restore();
  expect(app.querySelector("textarea")).toHaveValue("Typed");
});
