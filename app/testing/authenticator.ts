import { appOrigin } from "./host.ts";

const encoder = new TextEncoder();
const sha256 = async (bytes: BufferSource) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const join = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.concat(parts));

const head = (major: number, length: number) => {
  const kind = major << 5;
  if (length < 24) return Uint8Array.of(kind | length);
  return length < 256 ? Uint8Array.of(kind | 24, length) : Uint8Array.of(kind | 25, length >> 8, length & 255);
};
type Cbor = number | string | Uint8Array | Map<number | string, Cbor>;
/** The part of CBOR that WebAuthn needs. */
const cbor = (value: Cbor): Uint8Array => {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return join(head(3, encoder.encode(value).length), encoder.encode(value));
  if (value instanceof Uint8Array) return join(head(2, value.length), value);
  return join(head(5, value.size), ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each)]));
};

/** An ECDSA signature in WebAuthn's format: DER in place of r and s side by side. */
const der = (raw: Uint8Array): Uint8Array => {
  const integer = (bytes: Uint8Array) => {
    const from = bytes.findIndex((byte) => byte !== 0);
    const short = bytes.subarray(from);
    const positive = (short[0] ?? 0) > 127 ? join(Uint8Array.of(0), short) : short;
    return join(Uint8Array.of(2, positive.length), positive);
  };
  const both = join(integer(raw.subarray(0, 32)), integer(raw.subarray(32)));
  return join(Uint8Array.of(0x30, both.length), both);
};

type Behaviour = { origin?: string; rpId?: string; isVerified?: boolean; challenge?: string; type?: string };

/** A security key in software. It makes one passkey and signs with it, also what no honest key would sign. */
export class Authenticator {
  readonly id = crypto.getRandomValues(new Uint8Array(16));
  counter = 0;
  readonly #keys = crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]) as Promise<CryptoKeyPair>;

  async make({ challenge }: { challenge: string }, behaviour: Behaviour = {}) {
    const jwk = (await crypto.subtle.exportKey("jwk", (await this.#keys).publicKey)) as JsonWebKey;
    const coordinate = (name: "x" | "y") => new Uint8Array(Buffer.from(jwk[name] ?? "", "base64url"));
    const key = cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, coordinate("x")],
        [-3, coordinate("y")],
      ]),
    );
    const attested = join(new Uint8Array(16), Uint8Array.of(0, this.id.length), this.id, key);
    const authData = join(await this.#data(0x40, behaviour), attested);
    const attestation = cbor(
      new Map<string, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]),
    );
    return {
      ...this.#named(),
      response: {
        clientDataJSON: text(this.#client("webauthn.create", challenge, behaviour)),
        attestationObject: text(attestation),
        transports: ["usb"],
      },
    };
  }

  async sign({ challenge }: { challenge: string }, behaviour: Behaviour = {}) {
    this.counter += 1;
    const authenticatorData = await this.#data(0, behaviour);
    const client = this.#client("webauthn.get", challenge, behaviour);
    const signed = join(authenticatorData, await sha256(client));
    const raw = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, (await this.#keys).privateKey, signed));
    return {
      ...this.#named(),
      response: { clientDataJSON: text(client), authenticatorData: text(authenticatorData), signature: text(der(raw)) },
    };
  }

  #named() {
    return { id: text(this.id), rawId: text(this.id), type: "public-key", clientExtensionResults: {} };
  }

  #client(type: string, challenge: string, behaviour: Behaviour): Uint8Array<ArrayBuffer> {
    return encoder.encode(
      JSON.stringify({ type: behaviour.type ?? type, challenge: behaviour.challenge ?? challenge, origin: behaviour.origin ?? appOrigin }),
    );
  }

  async #data(flags: number, { rpId = "localhost", isVerified = true }: Behaviour): Promise<Uint8Array> {
    const counter = Uint8Array.of(0, 0, this.counter >> 8, this.counter & 255);
    return join(await sha256(encoder.encode(rpId)), Uint8Array.of(flags | 1 | (isVerified ? 4 : 0)), counter);
  }
}
