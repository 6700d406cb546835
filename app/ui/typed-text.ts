type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const fields = "input:not([type=hidden], [type=submit], [type=button], [type=file]), textarea, select";

/**
 * Keeps what is typed into a page before it comes alive. The function that it returns is called when it has: it puts the text
 * into the fields that took the place of those it was typed into, and gives them the focus back.
 */
export const keepTypedText = (page: HTMLElement): (() => void) => {
  const before = placed(page);
  const values = new Map([...before.values()].map((field) => [field, field.value]));
  let focused = document.activeElement;
  const listening = new AbortController();
  document.addEventListener("focusin", ({ target }) => (focused = target instanceof Element ? target : null), listening);
  return () => {
    listening.abort();
    const now = placed(page);
    for (const [place, field] of before) {
      const successor = field.isConnected ? field : now.get(place);
      if (!successor) continue;
      if (isChecked(field) && isChecked(successor)) {
        if (successor.checked !== field.checked) successor.click();
      } else put(successor, field.isConnected ? lost(field, values.get(field)) : field.value);
      if (focused === field && successor !== field) successor.focus({ preventScroll: true });
    }
  };
};

/** Fields by where they stand: their form, their name, and how many of the same came before. */
const placed = (page: HTMLElement): Map<string, Field> => {
  const found = new Map<string, Field>();
  for (const field of page.querySelectorAll(fields)) {
    if (!isField(field)) continue;
    const name = `${field.form?.getAttribute("action")} ${field.name}`;
    let at = 0;
    while (found.has(`${name} ${at}`)) at += 1;
    found.set(`${name} ${at}`, field);
  }
  return found;
};

const isField = (element: unknown): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;

const isChecked = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");

/** React gives a text area back the text that the server sent it with. */
const lost = (field: Field, typed: string | undefined): string =>
  typed !== undefined && field instanceof HTMLTextAreaElement && field.value === field.defaultValue ? typed : field.value;

/** As if it were typed: by the browser's own setter, which React watches on its own fields. */
const put = (field: Field, value: string): void => {
  if (field.value === value) return;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
};
