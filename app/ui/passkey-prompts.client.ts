/** The browser's passkey prompts, loaded only in a browser. */
export { startAuthentication, startRegistration } from "@simplewebauthn/browser";
