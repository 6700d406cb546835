import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/server";
import type * as z from "zod";
import type { madePasskey, usedPasskey } from "../../contract/passkeys.ts";
import type { App } from "../server/load-context.server.ts";
import { askChallenge, takeChallenge } from "./challenges.server.ts";
import { findPasskey, listPasskeys, notePasskeyUse, type StoredPasskey } from "./passkeys.server.ts";
import type { Shown, User } from "./users.server.ts";

/** Loaded only when a passkey is made or used, because it is larger than everything else here. */
const webauthn = () => import("@simplewebauthn/server");

/** Who asks, to an authenticator: passkeys of one host are never offered to another. */
const relyingParty = (request: Request, { env }: App) => {
  const origin = env.APP_ORIGIN ?? new URL(request.url).origin;
  return { expectedOrigin: origin, expectedRPID: new URL(origin).hostname };
};

/** The question that a browser makes a passkey by. */
export const askForNewPasskey = async (request: Request, app: App, user: User): Promise<PublicKeyCredentialCreationOptionsJSON> => {
  const { generateRegistrationOptions } = await webauthn();
  const known = await listPasskeys(app.db, { userId: user.id });
  return generateRegistrationOptions({
    rpName: "PrepPal",
    rpID: relyingParty(request, app).expectedRPID,
    userName: user.email,
    userDisplayName: user.name,
    userID: new TextEncoder().encode(user.id),
    challenge: bytesOf(await askChallenge(app.db, { purpose: "PASSKEY", userId: user.id })),
    attestationType: "none",
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  });
};

/** The question that any passkey of this site answers. */
export const askForPasskey = async (request: Request, app: App): Promise<PublicKeyCredentialRequestOptionsJSON> => {
  const { generateAuthenticationOptions } = await webauthn();
  return generateAuthenticationOptions({
    rpID: relyingParty(request, app).expectedRPID,
    challenge: bytesOf(await askChallenge(app.db, { purpose: "SIGN_IN", userId: null })),
    userVerification: "required",
  });
};

/** A passkey that was made in answer to our question to this user, or null. */
export const checkNewPasskey = async (
  request: Request,
  app: App,
  user: User,
  response: z.output<typeof madePasskey>,
): Promise<StoredPasskey | null> => {
  const challenge = challengeIn(response.response);
  if (!(await takeChallenge(app.db, challenge, { purpose: "PASSKEY", userId: user.id }))) return null;
  const { verifyRegistrationResponse } = await webauthn();
  const checked = await verifyRegistrationResponse({ response, expectedChallenge: challenge, ...relyingParty(request, app) }).catch(
    refused,
  );
  if (!checked?.verified) return null;
  const { credential } = checked.registrationInfo;
  const publicKey = Buffer.from(credential.publicKey).toString("base64url");
  return { id: credential.id, publicKey, counter: credential.counter, transports: response.response.transports };
};

/** Whose passkey answered our question, or null. Each answer counts once. */
export const checkPasskey = async (
  request: Request,
  app: App,
  response: z.output<typeof usedPasskey>,
): Promise<{ email: string; shown: Shown } | null> => {
  const challenge = challengeIn(response.response);
  if (!(await takeChallenge(app.db, challenge, { purpose: "SIGN_IN", userId: null }))) return null;
  const known = await findPasskey(app.db, { id: response.id });
  if (!known) return null;
  const { verifyAuthenticationResponse } = await webauthn();
  const credential = { id: known.id, publicKey: bytesOf(known.publicKey), counter: known.counter };
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    credential,
    ...relyingParty(request, app),
  }).catch(refused);
  if (!checked?.verified) return null;
  await notePasskeyUse(app.db, { id: known.id, counter: checked.authenticationInfo.newCounter });
  return { email: known.email, shown: { userId: known.userId, passkeyId: known.id } };
};

/** The library throws whatever is wrong with an answer (another origin, a counter that went back, invalid CBOR), without a type to tell it by. */
const refused = () => null;

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64url, "base64url"));

/** The question that an answer says it answers; empty where it says none. */
const challengeIn = ({ clientDataJSON }: { clientDataJSON: string }): string => {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8")) as { challenge?: unknown };
    return typeof challenge === "string" ? challenge : "";
  } catch {
    return "";
  }
};
