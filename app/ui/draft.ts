import { type RefObject, useEffect } from "react";
import { attempt } from "./storage.ts";
import { isChanged } from "./typed-text.client.ts";

const prefix = "preppal.start-form:";
const sent = `${prefix}sent`;
/** Elements with a name and a value. */
const fieldsOf = (form: HTMLFormElement) => [
  ...form.querySelectorAll<HTMLInputElement>("input[type=text], input[type=radio], textarea, select"),
];
const isRadio = (field: HTMLInputElement) => field.type === "radio";

/**
 * Keeps what is entered in a form on this device, per account, until it was accepted ({@link forgetSentDraft}) or its writer signs out.
 * Several forms may share fields. `fixed` fields keep the page's values.
 */
export const useDraft = (form: RefObject<HTMLFormElement | null>, userId: string, fixed: readonly string[]): void => {
  const fixedNames = fixed.join(" ");
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    // Text that was typed before the scripts ran must not be replaced by a draft, and no event has reported it. React itself resets radios
    // to the page's values.
    const early = fieldsOf(element).filter((field) => !isRadio(field) && isChanged(field));
    restore(element, read(userId), [...fixedNames.split(" "), ...early.map(({ name }) => name)]);
    const keep = () => {
      const held = fieldsOf(element).filter((field) => !isRadio(field) || field.checked);
      write(userId, { ...read(userId), ...Object.fromEntries(held.map(({ name, value }) => [name, value])) });
    };
    if (early.length > 0) keep();
    const markSent = () => attempt(() => localStorage.setItem(sent, userId));
    element.addEventListener("input", keep);
    element.addEventListener("submit", markSent);
    return () => {
      element.removeEventListener("input", keep);
      element.removeEventListener("submit", markSent);
    };
  }, [form, userId, fixedNames]);
};

/** Deletes all drafts, for a device that others may use. */
export const forgetDrafts = (): void => {
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  });
};

/** Deletes drafts after a sent form led to the next page. A draft that was begun since stays. */
export const forgetSentDraft = (): void => {
  attempt(() => {
    if (localStorage.getItem(sent) !== null) forgetDrafts();
  });
};

const restore = (form: HTMLFormElement, draft: Record<string, string>, fixed: string[]) => {
  for (const field of fieldsOf(form)) {
    const kept = draft[field.name];
    if (kept === undefined || fixed.includes(field.name)) continue;
    if (isRadio(field)) field.checked = isOffered(form, field.name, kept) ? field.value === kept : field.checked;
    else if (field.value !== kept) {
      field.value = kept;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
};

/** Another form may offer more choices. */
const isOffered = (form: HTMLFormElement, name: string, value: string) =>
  fieldsOf(form).some((field) => field.name === name && field.value === value);

const read = (userId: string): Record<string, string> => {
  const kept = attempt(() => JSON.parse(localStorage.getItem(prefix + userId) ?? "{}") as unknown);
  const entries = typeof kept === "object" && kept !== null ? Object.entries(kept) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
};

const write = (userId: string, draft: Record<string, string>) =>
  attempt(() => {
    localStorage.removeItem(sent);
    localStorage.setItem(prefix + userId, JSON.stringify(draft));
  });
