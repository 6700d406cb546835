import { type RefObject, useEffect } from "react";

/** Each new answer that finds fault with a form moves the focus to the first thing that it is about. */
export const useFocusOnFault = (form: RefObject<HTMLElement>, errors: object | undefined): void => {
  useEffect(() => {
    if (!errors || Object.keys(errors).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-error]')?.focus();
  }, [errors, form]);
};
