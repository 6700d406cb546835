import { useEffect } from "react";
import type { CallDevices } from "../ports/call-devices.ts";

/** Lowers the interviewer's volume while there is something else to read. */
export const useSoftly = (devices: CallDevices, isThere: boolean): void => {
  useEffect(() => {
    if (!isThere) return;
    devices.soften(true);
    return () => devices.soften(false);
  }, [devices, isThere]);
};
