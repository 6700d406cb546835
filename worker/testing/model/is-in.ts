import type { StateValue } from "xstate";

/** Whether a state, or one inside it, is active. */
export const isIn = (value: StateValue | undefined, ...path: string[]): boolean => {
  const [state, ...inner] = path;
  if (state === undefined) return true;
  if (typeof value === "string") return value === state && inner.length === 0;
  return value?.[state] !== undefined && isIn(value[state], ...inner);
};
