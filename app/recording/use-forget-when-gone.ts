import { useEffect, useRef } from "react";

/** Deletes a recording after its interview was deleted, that is, when this component unmounts while its form is being submitted. */
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
