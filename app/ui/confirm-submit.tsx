import { type MouseEvent, type ReactNode, useState } from "react";
import { Button, type ButtonVariant } from "./button.tsx";
import { ConfirmDialog } from "./dialog.tsx";
import { useIsSubmitting } from "./submit-button.tsx";

type ConfirmSubmitProps = {
  children: ReactNode;
  title: string;
  body: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  pendingLabel: string;
  /** Form values that distinguish this form from others on the page. */
  when: Record<string, string>;
  variant?: ButtonVariant;
  className?: string;
  /** The name for readers who meet the button outside its row. */
  "aria-label"?: string;
};

/** A submit button that asks for confirmation. Without scripts it submits at once. */
export function ConfirmSubmit({ children, title, body, confirmLabel, cancelLabel, pendingLabel, when, ...button }: ConfirmSubmitProps) {
  const [form, setForm] = useState<HTMLFormElement | null>(null);
  const isPending = useIsSubmitting(when);

  const ask = (event: MouseEvent<HTMLButtonElement>) => {
    // An invalid form is not worth a question: the answer to it says what is missing.
    if (!event.currentTarget.form?.checkValidity()) return;
    event.preventDefault();
    setForm(event.currentTarget.form);
  };
  const confirm = () => {
    setForm(null);
    form?.requestSubmit();
  };

  return (
    <div className="contents">
      <Button type="submit" isPending={isPending} onClick={ask} {...button}>
        {isPending ? pendingLabel : children}
      </Button>
      <ConfirmDialog
        {...{ title, body, confirmLabel, ...(cancelLabel ? { cancelLabel } : {}) }}
        open={form !== null}
        onConfirm={confirm}
        onClose={() => setForm(null)}
      />
    </div>
  );
}
