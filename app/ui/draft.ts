import { type RefObject, useEffect } from "react";

const prefix = "preppal.start-form:";
const sent = `${prefix}sent`;
/** All have a name and a value. */
const fieldsOf = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>("input[type=text], textarea, select")];

/**
 * Keeps what is typed in a form on this device, for this account, until it was taken in ({@link forgetSentDraft}) or its writer signs
 * out. Fields that hold something already are left alone.
 */
export const useDraft = (form: RefObject<HTMLFormElement | null>, userId: string): void => {
  useEffect(() => {
    const element = form.current;
    if (!element) return;
    restore(element, read(userId));
    const keep = () => write(userId, Object.fromEntries(fieldsOf(element).map(({ name, value }) => [name, value])));
    const markSent = () => store((storage) => storage.setItem(sent, userId));
    element.addEventListener("input", keep);
    element.addEventListener("submit", markSent);
    return () => {
      element.removeEventListener("input", keep);
      element.removeEventListener("submit", markSent);
    };
  }, [form, userId]);
};

/** For a device that others may use. */
export const forgetDrafts = (): void => {
  store((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
  });
};

/** For where a form that was sent leads to. A draft that was begun since stays. */
export const forgetSentDraft = (): void => {
  store((storage) => {
    if (storage.getItem(sent) !== null) forgetDrafts();
  });
};

const restore = (form: HTMLFormElement, draft: Record<string, string>) => {
  for (const field of fieldsOf(form)) {
    const kept = draft[field.name];
    if (!kept || field.value !== "") continue;
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const details = field.closest("details");
    if (details) details.open = true;
  }
};

const read = (userId: string): Record<string, string> => {
  const kept = store((storage) => JSON.parse(storage.getItem(prefix + userId) ?? "{}") as unknown);
  const entries = typeof kept === "object" && kept !== null ? Object.entries(kept) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
};

const write = (userId: string, draft: Record<string, string>) =>
  store((storage) => {
    storage.removeItem(sent);
    storage.setItem(prefix + userId, JSON.stringify(draft));
  });

/** A browser may forbid its storage, have no room in it, or hold something else there: then nothing is kept. */
const store = <Result>(run: (storage: Storage) => Result): Result | null => {
  try {
    return run(localStorage);
  } catch {
    return null;
  }
};
