import * as z from "zod";

const base64url = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/);
const credential = { id: base64url.max(1_400), rawId: base64url.max(1_400), type: z.literal("public-key") };
const unread = z.record(z.string(), z.unknown()).default({});

/** What a browser answers when it has made a passkey (WebAuthn's RegistrationResponseJSON, as far as it is read). */
export const madePasskey = z.object({
  ...credential,
  clientExtensionResults: unread,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(32)).max(8).default([]),
  }),
});

/** What it answers when it has used one (AuthenticationResponseJSON). */
export const usedPasskey = z.object({
  ...credential,
  clientExtensionResults: unread,
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
});

/** Body of `POST /api/passkeys/options`: with the password of who is signed in, to add one; without, to sign in. */
export const passkeyQuestion = z.strictObject({ password: z.string().max(128).optional() });
/** Bodies of `POST /api/passkeys` and `POST /api/passkeys/sign-in`. */
export const passkeyToAdd = z.strictObject({ name: z.string().max(200), passkey: madePasskey });
export const passkeySignIn = z.strictObject({ passkey: usedPasskey, redirectTo: z.string().max(2_000) });
