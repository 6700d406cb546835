import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";

/** Whether this browser supports passkeys. */
export const knowsPasskeys = (): boolean => typeof window !== "undefined" && typeof window.PublicKeyCredential === "function";

/** What went wrong, in words for the person. */
export class PasskeyError extends Error {
  override name = "PasskeyError";
  /** It is about the password that was typed. */
  readonly isOfPassword: boolean;

  constructor(words: string, isOfPassword = false) {
    super(words);
    this.isOfPassword = isOfPassword;
  }
}

const post = async <Answer>(path: string, body: { password?: string; [name: string]: unknown }): Promise<Answer> => {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(
    () => {
      throw new PasskeyError("You are offline, or PrepPal is. Try again in a moment.");
    },
  );
  const answer = (await response.json().catch(() => null)) as (Answer & { error?: { message?: string } }) | null;
  if (response.ok && answer) return answer;
  throw new PasskeyError(
    answer?.error?.message ?? "That did not work. Try again in a moment.",
    body.password !== undefined && response.status === 400,
  );
};

/** Browsers do not say whether somebody pressed Cancel or the time ran out. */
const words: Record<string, string> = {
  NotAllowedError: "The browser was not allowed to. Press the button again when you are ready.",
  InvalidStateError: "This device has a passkey for your account already.",
};
const toWords = (error: unknown): never => {
  if (error instanceof PasskeyError) throw error;
  throw new PasskeyError(
    (error instanceof Error && words[error.name]) || "This browser could not do it. Try another, or use your password.",
  );
};

/** Makes a passkey on this device and adds it to the account. Throws a {@link PasskeyError}. */
export const makePasskey = async ({ name, password }: { name: string; password: string }): Promise<void> => {
  const { options } = await post<{ options: PublicKeyCredentialCreationOptionsJSON }>("/api/passkeys/options", { password });
  const { startRegistration } = await import("./passkey-prompts.client.ts");
  const passkey = await startRegistration({ optionsJSON: options }).catch(toWords);
  await post("/api/passkeys", { name, passkey });
};

/** Signs in with a passkey of this device. Gives the path to go to. Throws a {@link PasskeyError}. */
export const signInWithPasskey = async (redirectTo: string): Promise<string> => {
  const { options } = await post<{ options: PublicKeyCredentialRequestOptionsJSON }>("/api/passkeys/options", {});
  const { startAuthentication } = await import("./passkey-prompts.client.ts");
  const passkey = await startAuthentication({ optionsJSON: options }).catch(toWords);
  return (await post<{ to: string }>("/api/passkeys/sign-in", { passkey, redirectTo })).to;
};
