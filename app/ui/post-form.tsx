import { Form } from "@remix-run/react";
import { type ReactNode, type RefObject, useRef } from "react";
import { Alert } from "./alert.tsx";
import { AnswerContext } from "./answer.ts";
import { useFocusOnFault } from "./use-focus-on-fault.ts";

const none = {};

type PostFormProps = {
  children: ReactNode;
  /** Answers of the server by field. A new object is a new answer: focus moves again. */
  errors?: object;
  /** What the server said of the form as a whole. */
  formError?: string | undefined;
  /** Path to post to; the page's own where left out. */
  action?: string;
  /** Values sent along unseen, `intent` among them. */
  hidden?: Record<string, string>;
  className?: string;
  /** Where its answer is this page again, the page stays where it is. */
  isStaying?: boolean;
  formRef?: RefObject<HTMLFormElement>;
};

/** A form that posts, shows what the server said of it as a whole, and moves focus to the first error. */
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
