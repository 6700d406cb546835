import { disclosure } from "../../../contract/disclosure.ts";

const { subject, version } = disclosure;

/** Has the app note that the candidate was told, and when. Where it is not reached they are told once more before the next interview. */
export const agree = (): void => {
  const body = JSON.stringify({ subject, version });
  fetch("/api/consents", { method: "POST", body, headers: { "Content-Type": "application/json" }, keepalive: true }).catch(() => undefined);
};
