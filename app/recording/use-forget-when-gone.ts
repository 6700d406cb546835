import { useEffect, useRef } from "react";

/** Forgets a recording once what it belongs to was deleted: when this goes away while its form was on its way. */
export const useForgetWhenGone = (isSubmitting: boolean, forget: () => Promise<void>): void => {
  const latest = useRef({ isSubmitting, forget });
  useEffect(() => {
    latest.current = { isSubmitting, forget };
  });
  useEffect(
    () => () => {
      if (latest.current.isSubmitting) void latest.current.forget();
    },
    [],
  );
};
