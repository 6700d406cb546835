import { expect, type Page } from "@playwright/test";
import type { MicrophoneProblem } from "../../machines/call.ts";

/** What stands around the page's script, kept in hand: it asks for a microphone and waits, as it does for a person's answer. */
type Platform = {
  answer(): Promise<void>;
  fail(error: string): void;
  unplug(): void;
  silence(): Promise<void>;
  sound(): Promise<void>;
  isSounding(): boolean;
};

declare global {
  interface Window {
    platform: Platform;
  }
}

/** How browsers say it. Where permission is refused, Chromium says so itself. */
export const refusals: Readonly<Record<Exclude<MicrophoneProblem, "permissionRefused">, string>> = {
  missing: "NotFoundError",
  busy: "NotReadableError",
  unsupported: "NotSupportedError",
};

/** Puts the platform of a page in hand, before it is opened. Chance always gives its greatest number, and time stands still. */
export const holdPlatform = async (page: Page): Promise<void> => {
  await page.addInitScript(install);
  // From the install on, time runs until it is paused, and only a later time can be paused at.
  await page.clock.install({ time: -60_000 });
  await page.clock.pauseAt(1);
};

/** The person allows the site the microphone that it asks for, and Chromium gives its fake one. */
export const allowMicrophone = async (page: Page): Promise<void> => {
  await page.context().grantPermissions(["microphone"]);
  await page.evaluate(() => window.platform.answer());
};

/** The person does not allow it, and Chromium refuses. */
export const refuseMicrophone = async (page: Page): Promise<void> => {
  await page.context().clearPermissions();
  await page.evaluate(() => window.platform.answer());
};

/** The device plays what it is given, unless it was silenced. */
export const waitForSound = (page: Page): Promise<void> =>
  expect.poll(() => page.evaluate(() => window.platform.isSounding()), { intervals: [20] }).toBe(true);

const install = (): void => {
  Math.random = () => 1 - Number.EPSILON;

  const asked: {
    constraints: MediaStreamConstraints | undefined;
    give: (stream: MediaStream) => void;
    refuse: (cause: unknown) => void;
  }[] = [];
  const devices = MediaDevices.prototype;
  const getUserMedia = devices.getUserMedia;
  let microphone: MediaStream | undefined;
  devices.getUserMedia = (constraints) => new Promise((give, refuse) => asked.push({ constraints, give, refuse }));
  const next = () => {
    const question = asked.pop();
    if (!question) throw new Error("The page does not ask for a microphone");
    return question;
  };

  const speakers: AudioContext[] = [];
  const silenced = new Set<AudioContext>();
  const wired = new Set<BaseAudioContext>();
  const { resume } = AudioContext.prototype;
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      // Only what plays speech asks for a rate.
      if (options?.sampleRate) speakers.push(this);
    }

    override resume(): Promise<void> {
      return silenced.has(this) ? new Promise(() => undefined) : super.resume();
    }
  };
  window.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
      super(context, name, options);
      wired.add(context);
    }
  };
  const speaker = () => {
    const newest = speakers.at(-1);
    if (!newest) throw new Error("The page plays nothing");
    return newest;
  };
  const isPlaying = (it: AudioContext) => it.state === "running" && wired.has(it);

  window.platform = {
    answer: async () => {
      const { constraints, give, refuse } = next();
      await getUserMedia.call(navigator.mediaDevices, constraints).then((stream) => give((microphone = stream)), refuse);
    },
    fail: (error) => next().refuse(new DOMException("", error)),
    unplug: () => {
      for (const track of microphone?.getTracks() ?? []) {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
    },
    silence: async () => {
      silenced.add(speaker());
      await speaker().suspend();
    },
    sound: async () => {
      silenced.delete(speaker());
      await resume.call(speaker());
    },
    isSounding: () => silenced.has(speaker()) || isPlaying(speaker()),
  };
};
