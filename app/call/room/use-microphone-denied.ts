import { useEffect, useState } from "react";

/**
 * Whether the browser denies this page the microphone; false unless that `matters`, or if the browser does not tell. Calls `onAllowed` once
 * the candidate allows it in the browser's settings.
 */
export const useMicrophoneDenied = (matters: boolean, onAllowed: () => void): boolean => {
  const [isDenied, setDenied] = useState(false);
  useEffect(() => {
    if (!matters || !("permissions" in navigator)) return;
    const listening = new AbortController();
    const { signal } = listening;
    // Firefox before 132 does not know the name.
    const asked = navigator.permissions.query({ name: "microphone" }).catch(() => null);
    void asked.then((status) => {
      if (!status || signal.aborted) return;
      const look = () => {
        setDenied(status.state === "denied");
        if (status.state === "granted") onAllowed();
      };
      setDenied(status.state === "denied");
      status.addEventListener("change", look, { signal });
    });
    return () => {
      listening.abort();
      setDenied(false);
    };
  }, [matters, onAllowed]);
  return isDenied;
};
