/** What the browser asks for a passkey with: only a browser loads it. */
export { startAuthentication, startRegistration } from "@simplewebauthn/browser";
