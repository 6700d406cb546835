type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const fields = "input:not([type=hidden], [type=submit], [type=button], [type=file]), textarea, select";

/**
 * Records what is typed into a page before hydration. The returned function, called after hydration, puts the text into the fields that
 * replaced the original ones, notifies the app, and restores the focus.
 */
export const keepTypedText = (page: HTMLElement): (() => void) => {
  const before = placed(page);
  const values = new Map([...before.values()].map((field) => [field, field.value]));
  const choices = new Map<Field, boolean>();
  const choose = () => before.forEach((field) => isChecked(field) && choices.set(field, field.checked));
  choose();
  let focused = document.activeElement;
  const listening = new AbortController();
  document.addEventListener("focusin", ({ target }) => (focused = target instanceof Element ? target : null), listening);
  document.addEventListener("change", choose, listening);
  return () => {
    listening.abort();
    const now = placed(page);
    for (const [place, field] of before) {
      const successor = field.isConnected ? field : now.get(place);
      if (!successor) continue;
      if (isChecked(field) && isChecked(successor)) {
        // React resets checkboxes and radios to what the server sent. A radio can be unchecked only by choosing another.
        const isChosen = choices.get(field) ?? field.checked;
        if (successor.checked !== isChosen && (isChosen || successor.type !== "radio")) successor.click();
      } else {
        const typed = field.isConnected ? lost(field, values.get(field)) : field.value;
        if (successor.value !== typed) put(successor, typed);
        // The text is in its field, but no event has told the app.
        else if (isChanged(successor)) tell(successor);
      }
      if (focused === field && successor !== field) successor.focus({ preventScroll: true });
    }
  };
};

/** Fields by position: their form, their name, and how many of the same came before. */
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

/** React resets a text area to the text that the server sent. */
const lost = (field: Field, typed: string | undefined): string =>
  typed !== undefined && field instanceof HTMLTextAreaElement && field.value === field.defaultValue ? typed : field.value;

/** Whether the value differs from what the server sent. */
export const isChanged = (field: Field): boolean => {
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const given = [...field.options].find(({ defaultSelected }) => defaultSelected) ?? field.options[0];
  return field.value !== given?.value;
};

/** Sets the value through the browser's native setter, because React overrides the setter on its fields. */
const put = (field: Field, value: string): void => {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
  tell(field);
};

/** Dispatches the event of typing. */
const tell = (field: Field): unknown =>
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
