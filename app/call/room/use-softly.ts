import { useEffect } from "react";
import type { CallDevices } from "../ports/call-devices.ts";

/** The interviewer does not speak into what is read: softly while that is there. */
export const useSoftly = (devices: CallDevices, isThere: boolean): void => {
  useEffect(() => {
    if (!isThere) return;
    devices.soften(true);
    return () => devices.soften(false);
  }, [devices, isThere]);
};
