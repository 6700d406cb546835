import { disclosure } from "../../../contract/disclosure.ts";

const { subject, version } = disclosure;

/** Has the app store that the candidate was told, and when. If the app cannot be reached, they are told again before the next interview. */
export const agree = (): void => {
  const body = JSON.stringify({ subject, version });
  fetch("/api/consents", { method: "POST", body, headers: { "Content-Type": "application/json" }, keepalive: true }).catch(() => undefined);
};
