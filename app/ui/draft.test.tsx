import { act, cleanup, screen } from "@testing-library/react";
import { useRef } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { useDraft } from "./draft.ts";

function Form() {
  const form = useRef<HTMLFormElement>(null);
  useDraft(form, "ada", []);
  return (
    <form ref={form}>
      <input type="text" name="role" aria-label="Role" defaultValue="" />
      <textarea name="company" aria-label="Company" defaultValue="" />
      <input type="radio" name="minutes" value="10" aria-label="10 min" />
      <input type="radio" name="minutes" value="20" aria-label="20 min" defaultChecked />
      <select name="level" aria-label="Level" defaultValue="MID">
        <option value="JUNIOR">Junior</option>
        <option value="MID">Mid</option>
      </select>
    </form>
  );
}

const key = "preppal.start-form:ada";
const stored = (): unknown => JSON.parse(localStorage.getItem(key) ?? "null");

/** Renders the page as sent, does what somebody does before its scripts run, then hydrates it. */
const hydrate = (early: () => void) => {
  const page = document.body.appendChild(document.createElement("div"));
  page.innerHTML = renderToString(<Form />);
  early();
  act(() => void hydrateRoot(page, <Form />));
};

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
  localStorage.clear();
});

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

it("restores the last draft", () => {
  localStorage.setItem(key, JSON.stringify({ role: "Teacher", company: "A school", minutes: "10", level: "JUNIOR" }));
  hydrate(() => undefined);
  expect([field("Role").value, field("Company").value, field("10 min").checked, field("Level").value]).toEqual([
    "Teacher",
    "A school",
    true,
    "JUNIOR",
  ]);
});

it("keeps a choice when the last one is no longer among the options", () => {
  localStorage.setItem(key, JSON.stringify({ minutes: "60" }));
  hydrate(() => undefined);
  expect(field("20 min").checked).toBe(true);
});

it("prefers what is entered before hydration to the last draft", () => {
  localStorage.setItem(key, JSON.stringify({ role: "Teacher", company: "A school", level: "MID" }));
  hydrate(() => {
    field("Role").value = "Nurse";
    field("Level").value = "JUNIOR";
  });
  expect([field("Role").value, field("Company").value, field("Level").value]).toEqual(["Nurse", "A school", "JUNIOR"]);
  expect(stored()).toEqual({ role: "Nurse", company: "A school", minutes: "20", level: "JUNIOR" });
});

it("saves nothing from an untouched page", () => {
  hydrate(() => undefined);
  expect(stored()).toBeNull();
});
