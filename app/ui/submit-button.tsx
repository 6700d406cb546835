import { useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, type ButtonVariant } from "./button.tsx";

type SubmitButtonProps = {
  children: ReactNode;
  pendingLabel: string;
  /** Form values that distinguish this form from others on the page. */
  when?: Record<string, string>;
  variant?: ButtonVariant;
  className?: string;
  /** The name for readers who meet the button outside its row. */
  "aria-label"?: string;
};

/** A submit button that shows `pendingLabel` while its form is being submitted. */
export function SubmitButton({ children, pendingLabel, when, variant = "primary", ...rest }: SubmitButtonProps) {
  const isPending = useIsSubmitting(when);
  return (
    <Button type="submit" variant={variant} isPending={isPending} {...rest}>
      {isPending ? pendingLabel : children}
    </Button>
  );
}

/** True from the press until the next page, or the answer, is shown. */
export const useIsSubmitting = (when: Record<string, string> = {}): boolean => {
  const { formData } = useNavigation();
  return formData !== undefined && Object.entries(when).every(([name, value]) => formData.get(name) === value);
};
