import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { SoundGraph } from "./sound-graph.ts";
import { AudioPlayer } from "./speaker.ts";
import { fakeBrowser } from "../testing/fake-browser.ts";
import { loudness, realWorklet, steps, zeroCrossings } from "../testing/real-worklet.ts";

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const seconds = 2;
const amplitude = 0.25;
const tone = (frame: number, frames: number) =>
  new Uint8Array(
    Int16Array.from({ length: 24_000 / frames }, (_, at) =>
      Math.round(32_768 * amplitude * Math.sin((2 * Math.PI * 440 * (at + frame * (24_000 / frames))) / 24_000)),
    ).buffer,
  );

/** What a device of `deviceHz` gets to play of a 440 Hz tone of `seconds` that arrives in frames of 40 ms, in real time. */
const played = async (deviceHz: number): Promise<Float32Array> => {
  const browser = fakeBrowser();
  browser.audio.deviceHz = deviceHz;
  const worklet = await realWorklet(deviceHz);
  const nothing = () => undefined;
  const told = {
    onSuspended: nothing,
    onRunning: nothing,
    onLost: nothing,
    onRefused: nothing,
    onDraining: nothing,
    onDrained: nothing,
    onLevel: nothing,
  };
  const player = new AudioPlayer(new SoundGraph(), told);
  await vi.waitFor(() => expect(browser.nodes).toHaveLength(1));
  const given = () => (browser.node("playback")?.posted.splice(0) ?? []).map(({ message }) => message);
  for (let frame = 0; frame < 25 * seconds; frame += 1) {
    player.play(tone(frame, 25));
    worklet.play(given(), 0.04);
  }
  player.drain();
  worklet.play(given(), 0.5);
  return worklet.heard();
};

describe.each([24_000, 44_100, 48_000, 96_000])("at a device's %i Hz, the interviewer's voice", (deviceHz) => {
  it("keeps its pitch, its length and its loudness, without a click or a gap", async () => {
    const heard = await played(deviceHz);
    const ms = deviceHz / 1000;
    const first = heard.findIndex((it) => it !== 0);
    const last = heard.findLastIndex((it) => it !== 0);
    expect(first / ms).toBeGreaterThanOrEqual(100 - 40);
    expect(Math.abs((last - first) / ms - 1000 * seconds)).toBeLessThan(10);
    const middle = heard.subarray(first + 10 * ms, first + (1000 * seconds - 10) * ms);
    expect(Math.abs(zeroCrossings(middle) / 2 / (middle.length / deviceHz) - 440)).toBeLessThan(0.5);
    expect(Math.abs(20 * Math.log10(loudness(middle) / (amplitude / Math.SQRT2)))).toBeLessThan(0.05);
    const steepest = amplitude * ((2 * Math.PI * 440) / deviceHz);
    expect(steps(heard).reduce((most, it) => Math.max(most, it)) / steepest).toBeLessThan(1.3);
    const window = Math.round(5 * ms);
    const quietest = Math.min(
      ...Array.from({ length: Math.floor(middle.length / window) }, (_, at) => loudness(middle.subarray(at * window, (at + 1) * window))),
    );
    expect(quietest / (amplitude / Math.SQRT2)).toBeGreaterThan(0.8);
  });
});
