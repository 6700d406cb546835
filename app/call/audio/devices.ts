import { attempt } from "../../ui/storage.ts";

/** A microphone or an audio output, as the browser identifies it. */
export type Device = { id: string; label: string };

const key = "preppal.devices";

/** The devices chosen in this browser; null is the system's default. `goodAtUnixMs`: when a device check last passed with them, or null. */
type Devices = { microphone: Device | null; speaker: Device | null; goodAtUnixMs: number | null };
const none: Devices = { microphone: null, speaker: null, goodAtUnixMs: null };

/** How long (ms) a passed device check stays valid: a week. */
const goodForMs = 7 * 24 * 60 * 60_000;

export const recallDevices = (): Devices => {
  const kept = attempt(() => JSON.parse(localStorage.getItem(key) ?? "null") as unknown);
  const { microphone, speaker, goodAtUnixMs }: Record<string, unknown> = typeof kept === "object" ? { ...kept } : {};
  return {
    microphone: isDevice(microphone) ? microphone : none.microphone,
    speaker: isDevice(speaker) ? speaker : none.speaker,
    goodAtUnixMs: typeof goodAtUnixMs === "number" ? goodAtUnixMs : none.goodAtUnixMs,
  };
};

// Checked by hand: the lobby has a size budget, and Zod would take a tenth of it.
const isDevice = (it: unknown): it is Device =>
  typeof it === "object" && it !== null && "id" in it && typeof it.id === "string" && "label" in it && typeof it.label === "string";

export const rememberDevices = (change: Partial<Devices>): void => {
  attempt(() => localStorage.setItem(key, JSON.stringify({ ...recallDevices(), ...change })));
};

export const areStillGood = ({ goodAtUnixMs }: Devices): boolean => goodAtUnixMs !== null && Date.now() - goodAtUnixMs < goodForMs;

/** The browser's devices of one kind, without those whose id or label it withholds. Empty if it cannot list them. */
export const listDevices = async (kind: "audioinput" | "audiooutput"): Promise<Device[]> => {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return all.filter((it) => it.kind === kind && it.deviceId !== "" && it.label !== "").map(({ deviceId: id, label }) => ({ id, label }));
};

/**
 * Finds `wanted` among the devices that are present, by id or else by label: clearing site data changes ids, not labels. Null if it is not
 * there.
 */
export const foundAmong = (devices: Device[], wanted: Device | null): Device | null =>
  wanted && (devices.find(({ id }) => id === wanted.id) ?? devices.find(({ label }) => label === wanted.label) ?? null);

/** Whether this browser can play the interviewer's voice on a chosen output (`AudioContext.setSinkId`). */
export const canChooseSpeaker = (): boolean => typeof AudioContext !== "undefined" && "setSinkId" in AudioContext.prototype;
