import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button.tsx";

type ConfirmDialogProps = {
  title: string;
  body: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  open: boolean;
  onConfirm: () => void;
  /** Also called when Escape closes the dialog. */
  onClose: () => void;
};

/** A modal confirmation. The native dialog element keeps the focus inside, closes on Escape and returns the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, body, confirmLabel, cancelLabel = "Keep it", open, onConfirm, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  const id = useId();

  useEffect(() => {
    const element = dialog.current;
    if (open && element && !element.open) {
      element.showModal();
      // The browser would focus the first button, whose action cannot be undone.
      buttons.current?.querySelector<HTMLElement>(":last-child")?.focus();
    }
    if (!open && element?.open) element.close();
  }, [open]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-body`}
      onClose={onClose}
      className="m-auto w-[min(28rem,calc(100vw-2*var(--beside)))] rounded-2xl border border-line bg-surface p-(--inside) sm:p-6 text-ink shadow-card"
    >
      <h2 id={`${id}-title`} className="text-xl">
        {title}
      </h2>
      <div id={`${id}-body`} className="mt-2 text-muted">
        {body}
      </div>
      <div ref={buttons} className="mt-6 flex flex-wrap gap-3">
        <Button variant="danger" onClick={onConfirm}>
          {confirmLabel}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {cancelLabel}
        </Button>
      </div>
    </dialog>
  );
}
