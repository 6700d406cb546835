import { vi } from "vitest";
import { until } from "../../harness/wait.ts";
import { TurnState_Floor as Floor } from "../../proto/gen/interview.ts";
import type { prepareInterview } from "./interview.ts";

const samplesPerMs = 16;

/** Deterministic noise between -1 and 1 (a linear congruential generator). */
const noise = (seed: number) => () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff) / 0x3fffffff - 1;

const pcm = (ms: number, seed: number, amplitude: (atMs: number) => number): Uint8Array => {
  const next = noise(seed);
  // Minutes of sound: a loop takes a third of the time that `Int16Array.from` does.
  const samples = new Int16Array(samplesPerMs * ms);
  for (let at = 0; at < samples.length; at++) samples[at] = amplitude(at / samplesPerMs) * (0.8 * Math.sin(at / 12) + 0.2 * next());
  return new Uint8Array(samples.buffer);
};

/** Speech of `ms` at four syllables a second and without pauses. Each `seed` gives other speech, and no two stretches of one are alike. */
export const talk = (ms: number, seed: number): Uint8Array => pcm(ms, seed, (atMs) => (atMs % 240 < 160 ? 8_000 : 1_500));

/** A quiet room. */
export const room = (ms: number): Uint8Array => pcm(ms, 1, () => 20);

/**
 * A candidate who joins, and whose microphone gives its sound as fast as a clock that is moved by hand: a step (a second by default), which the object has
 * to take before time goes on, then the next. Time stands still while Gemini is to do something. Steps of more than a second are for a room
 * in which nobody speaks: a candidate who speaks and sends no frame for longer counts as gone.
 */
export const aloud = async (
  interview: Awaited<ReturnType<typeof prepareInterview>>,
  joining?: Parameters<(typeof interview)["join"]>[0],
) => {
  // Before anything is timed: a first question that was over sooner would begin the candidate's silence on the real clock.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const client = await interview.join(joining ?? {});
  await client.until("sessionStarted");
  const floor = () => client.of("turnState").at(-1)?.floor;
  const isResuming = () => interview.phases().at(-1)?.includes("resuming") === true;
  let pings = 0;
  const settled = async () => {
    client.send({ $case: "ping", value: { nonce: "1" } });
    await client.until("pong", ++pings);
  };
  const say = async (sound: Uint8Array, each?: (step: number) => Promise<void>, stepMs = 1_000) => {
    const bytes = stepMs * 2 * samplesPerMs;
    for (let at = 0; at < sound.length; at += bytes) {
      const step = sound.subarray(at, at + bytes);
      client.speak(step);
      await settled();
      await interview.pass(step.length / (2 * samplesPerMs));
      if (isResuming()) await until("Gemini's next session", () => !isResuming());
      await each?.(at / bytes);
    }
  };
  return {
    client,
    say,
    /** The object has read what was sent to it, and the client what it sent before. */
    settled,
    /** Waits until the interviewer has said this and its turn is over. */
    hears: (words: string) =>
      until(
        () => `the interviewer's "${words}", but there is ${client.captions().join(" ")} and the floor ${floor()}`,
        () => client.captions().includes(`AI. ${words}`) && floor() === Floor.FLOOR_OPEN,
      ),
    /** Stays silent until their answer counts as ended. */
    fallsSilent: async () => {
      for (let second = 0; floor() !== Floor.FLOOR_DUE && floor() !== Floor.FLOOR_INTERVIEWER && floor() !== Floor.FLOOR_OPEN; second++) {
        if (second === 10) throw new Error("The answer is not over after 10 s of silence");
        await say(room(1_000));
      }
    },
  };
};

const sha256 = async (bytes: Uint8Array) => Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toString("hex");

const samples = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Finds `speech` in what a session was sent: ms before and after it, and whether it is there to the last bit (by SHA-256). `beforeMs` is
 * null if it is not there at all.
 */
export const findSpeech = async (speech: Uint8Array, session: Uint8Array) => {
  const at = samples(session).indexOf(samples(speech.subarray(0, 1_280)));
  if (at < 0) return { beforeMs: null, afterMs: null, isWhole: false };
  const found = session.subarray(at, at + speech.length);
  const msOf = (bytes: number) => bytes / (2 * samplesPerMs);
  return {
    beforeMs: msOf(at),
    afterMs: msOf(session.length - at - found.length),
    isWhole: (await sha256(found)) === (await sha256(speech)),
  };
};
