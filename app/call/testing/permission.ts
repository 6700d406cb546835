import { act } from "@testing-library/react";
import { onTestFinished } from "vitest";

/** The browser says of the microphone's permission what is given here, until the test ends; gives what changes it in the browser's settings. */
export const permission = (state: PermissionState): ((state: PermissionState) => void) => {
  const status = Object.assign(new EventTarget(), { state });
  Object.defineProperty(navigator, "permissions", { configurable: true, value: { query: async () => status } });
  onTestFinished(() => void Reflect.deleteProperty(navigator, "permissions"));
  return (changed) => {
    status.state = changed;
    act(() => void status.dispatchEvent(new Event("change")));
  };
};
