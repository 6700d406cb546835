import { expect, it, vi } from "vitest";
import { keepTypedText } from "./typed-text.client.ts";

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
  terms.click();
};

it("restores typed text into replaced fields, notifies the app, and restores the focus", () => {
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

it("leaves a page with its original fields and its focus alone", () => {
  const app = page(form);
  const restore = keepTypedText(app);
  fill(app);
  app.querySelector("select")?.focus();
  restore();
  expect(values(app)).toEqual(["Nurse", "Typed", "Senior", true, "start", ""]);
  expect(document.activeElement).toBe(app.querySelector("select"));
});

it("notifies the app only of what was typed and is still in place", () => {
  const app = page(form);
  const restore = keepTypedText(app);
  fill(app);
  const told = vi.fn();
  for (const type of ["input", "change"]) app.addEventListener(type, ({ target }) => told(type, (target as HTMLInputElement).name));
  restore();
  expect(told.mock.calls).toEqual([
    ["input", "role"],
    ["input", "resume"],
    ["change", "level"],
  ]);
});

it("restores a text area typed in before the app set it to the server's value", () => {
  const app = page(form);
  fill(app);
  const restore = keepTypedText(app);
  Object.assign(app.querySelector("textarea") ?? {}, { value: "As sent" });
  restore();
  expect(app.querySelector("textarea")).toHaveValue("Typed");
});

it("restores choices made before the app set the server's value, and later ones", () => {
  const pace = (name: string, checked = "") => `<label>${name}<input type="radio" name="pace" value="${name}" ${checked}></label>`;
  const app = page(`<form>${pace("slow", "checked")}${pace("normal")}${pace("fast")}<input type="checkbox" name="tips" checked></form>`);
  const [slow, normal, fast, tips] = app.querySelectorAll("input");
  normal?.click();
  const restore = keepTypedText(app);
  tips?.click();
  fast?.click();
  for (const it of [slow, tips]) if (it) it.checked = true;
  const told = vi.fn();
  app.addEventListener("click", ({ target }) => told((target as HTMLInputElement).value));
  restore();
  expect([slow, normal, fast, tips].map((it) => it?.checked)).toEqual([false, false, true, false]);
  expect(told.mock.calls.flat()).toEqual(["fast", "on"]);
});
