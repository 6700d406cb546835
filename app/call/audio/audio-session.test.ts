import { afterEach, expect, it, vi } from "vitest";
import { AudioRecorder } from "./microphone.ts";
import { SoundGraph } from "./sound-graph.ts";
import { fakeBrowser } from "../testing/fake-browser.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "audioSession");
});

const nothing = () => undefined;

it("plays a call on a phone switched to silent, with or without a microphone, and restores the phone's setting", async () => {
  const browser = fakeBrowser();
  const audioSession = { type: "auto" };
  Object.defineProperty(navigator, "audioSession", { configurable: true, value: audioSession });
  const seen: string[] = [];
  const look = () => seen.push(audioSession.type);
  const { getUserMedia } = browser.mediaDevices;
  browser.mediaDevices.getUserMedia = (asked) => {
    look();
    return getUserMedia(asked);
  };

  const leaveCheck = new SoundGraph().join(nothing);
  const graph = new SoundGraph();
  const leave = graph.join(nothing);
  leaveCheck();
  look();
  const told = { onFrame: nothing, onLost: nothing, onBroken: nothing, onUnheard: nothing };
  const recorder = await AudioRecorder.open(graph, { ...told, signal: new AbortController().signal });
  graph.renew();
  look();
  recorder.close();
  leave();
  look();
  expect(seen).toEqual(["playback", "play-and-record", "play-and-record", "auto"]);
});
