import { act } from "@testing-library/react";
import { onTestFinished } from "vitest";

/**
 * Fakes the state of the microphone's permission until the test ends. Returns a function that changes it, as the browser's settings would.
 */
export const permission = (state: PermissionState): ((state: PermissionState) => void) => {
  const status = Object.assign(new EventTarget(), { state });
  Object.defineProperty(navigator, "permissions", { configurable: true, value: { query: async () => status } });
  onTestFinished(() => void Reflect.deleteProperty(navigator, "permissions"));
  return (changed) => {
    status.state = changed;
    act(() => void status.dispatchEvent(new Event("change")));
  };
};
