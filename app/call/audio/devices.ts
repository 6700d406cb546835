import { attempt } from "../../ui/storage.ts";

/** A microphone or a way out for sound, as the browser names it. */
export type Device = { id: string; label: string };

const key = "preppal.devices";

/** What was chosen in this browser, and when all of it was last found to be good. Null is the system's own choice. */
type Devices = { microphone: Device | null; speaker: Device | null; goodAtUnixMs: number | null };
const none: Devices = { microphone: null, speaker: null, goodAtUnixMs: null };

/** A check is good for so long. */
const goodForMs = 7 * 24 * 60 * 60_000;

export const recallDevices = (): Devices => {
  const kept = attempt(() => JSON.parse(localStorage.getItem(key) ?? "null") as unknown);
  const { microphone, speaker, goodAtUnixMs }: Record<string, unknown> = typeof kept === "object" && kept !== null ? { ...kept } : {};
  return {
    microphone: isDevice(microphone) ? microphone : none.microphone,
    speaker: isDevice(speaker) ? speaker : none.speaker,
    goodAtUnixMs: typeof goodAtUnixMs === "number" ? goodAtUnixMs : none.goodAtUnixMs,
  };
};

// By hand: the lobby has to fit into its weight, and zod weighs a tenth of it.
const isDevice = (it: unknown): it is Device =>
  typeof it === "object" && it !== null && "id" in it && typeof it.id === "string" && "label" in it && typeof it.label === "string";

export const rememberDevices = (change: Partial<Devices>): void => {
  attempt(() => localStorage.setItem(key, JSON.stringify({ ...recallDevices(), ...change })));
};

export const areStillGood = ({ goodAtUnixMs }: Devices): boolean => goodAtUnixMs !== null && Date.now() - goodAtUnixMs < goodForMs;

/** The browser's devices of a kind, without those that it does not name yet. */
export const listDevices = async (kind: "audioinput" | "audiooutput"): Promise<Device[]> => {
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return all.filter((it) => it.kind === kind && it.deviceId !== "" && it.label !== "").map(({ deviceId: id, label }) => ({ id, label }));
};

/** The same device among those that are there: ids change where site data was cleared, names stay. */
export const foundAmong = (devices: Device[], wanted: Device | null): Device | null =>
  wanted && (devices.find(({ id }) => id === wanted.id) ?? devices.find(({ label }) => label === wanted.label) ?? null);

/** Whether the interviewer's voice can be sent to a device of choice here. */
export const canChooseSpeaker = (): boolean => typeof AudioContext !== "undefined" && "setSinkId" in AudioContext.prototype;
