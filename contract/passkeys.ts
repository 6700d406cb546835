import * as z from "zod/mini";

const base64url = z.string().check(z.maxLength(16_384), z.regex(/^[\w-]*$/));
const id = base64url.check(z.maxLength(1_400));
const credential = { id, rawId: id, type: z.literal("public-key") };
const unread = z._default(z.record(z.string(), z.unknown()), {});

/** What a browser answers when it has made a passkey (WebAuthn's RegistrationResponseJSON, as far as it is read). */
export const madePasskey = z.object({
  ...credential,
  clientExtensionResults: unread,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z._default(z.array(z.string().check(z.maxLength(32))).check(z.maxLength(8)), []),
  }),
});

/** What it answers when it has used one (AuthenticationResponseJSON). */
export const usedPasskey = z.object({
  ...credential,
  clientExtensionResults: unread,
  response: z.object({ clientDataJSON: base64url, authenticatorData: base64url, signature: base64url }),
});

/** Body of `POST /api/passkeys/options`: with the password of who is signed in, to add one; without, to sign in. */
export const passkeyQuestion = z.strictObject({ password: z.optional(z.string().check(z.maxLength(128))) });
/** Bodies of `POST /api/passkeys` and `POST /api/passkeys/sign-in`. */
export const passkeyToAdd = z.strictObject({ name: z.string().check(z.maxLength(200)), passkey: madePasskey });
export const passkeySignIn = z.strictObject({ passkey: usedPasskey, redirectTo: z.string().check(z.maxLength(2_000)) });
