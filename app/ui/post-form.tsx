import { Form } from "@remix-run/react";
import { type ReactNode, type RefObject, useRef } from "react";
import { Alert } from "./alert.tsx";
import { AnswerContext } from "./answer.ts";
import { useFocusOnFault } from "./use-focus-on-fault.ts";

const none = {};

type PostFormProps = {
  children: ReactNode;
  /** The server's errors by field. A new object is a new answer and moves the focus again. */
  errors?: object;
  /** The server's error about the form as a whole. */
  formError?: string | undefined;
  /** The path to post to; by default the page's own. */
  action?: string;
  /** Values that are sent along hidden, such as `intent`. */
  hidden?: Record<string, string>;
  className?: string;
  /** If the answer is this page again, keeps its scroll position. */
  isStaying?: boolean;
  formRef?: RefObject<HTMLFormElement>;
};

/** A form that posts, shows the server's error about the whole, and moves the focus to the first error. */
export function PostForm({ children, errors, formError, action, hidden = {}, className, isStaying = false, formRef }: PostFormProps) {
  const own = useRef<HTMLFormElement>(null);
  const form = formRef ?? own;
  useFocusOnFault(form, errors);

  return (
    <Form ref={form} method="post" noValidate preventScrollReset={isStaying} className={className} {...(action ? { action } : {})}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {formError ? (
        <div tabIndex={-1} data-form-error="">
          <Alert tone="danger" role="alert">
            {formError}
          </Alert>
        </div>
      ) : null}
      <AnswerContext.Provider value={errors ?? none}>{children}</AnswerContext.Provider>
    </Form>
  );
}
