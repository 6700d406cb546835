import type { Page } from "@playwright/test";
import { longMs } from "../../harness/wait.ts";
import type { MicrophoneProblem, Unheard } from "../../machines/call/events.ts";

/** The page's surroundings under control of the test. The page asks for a microphone and waits, as for a person's answer. */
type Platform = {
  answer(): Promise<void>;
  /** Loads worklets although no microphone was asked for. */
  load(): void;
  fail(error: string): void;
  refusePart(name: "capture" | "playback"): void;
  unplug(): void;
  breakMicrophone(): void;
  hear(): void;
  unhear(cause: Unheard): void;
  /** Lets the page's request for a token pass, or refuses it. False unless exactly one is pending. */
  answerToken(refusal: TokenRefusal | null): boolean;
  /** False if the news has not come yet. */
  release(news: "draining" | "drained"): boolean;
  setSilenced(isSilenced: boolean): void;
  isSounding(): boolean;
  /** The device plays what it is given, whatever the microphone hears. */
  isPlaying(): boolean;
};

type TokenRefusal = { status: number; error: { code: string; message: string } };

declare global {
  interface Window {
    platform: Platform;
  }
}

/** The names of browsers' errors. A refused permission is left to Chromium itself. */
const refusals: Readonly<Partial<Record<MicrophoneProblem, string>>> = {
  missing: "NotFoundError",
  busy: "NotReadableError",
  unsupported: "NotSupportedError",
};

/** Takes control of a page's platform before the page is opened. Math.random always gives its greatest value, and time stands still. */
export const holdPlatform = async (page: Page): Promise<void> => {
  await page.addInitScript(install);
  // From `install` on, time runs until it is paused, and it can only be paused at a later time.
  await page.clock.install({ time: -60_000 });
  await page.clock.pauseAt(1);
};

/** The person grants the microphone, and Chromium provides its fake one. */
export const allowMicrophone = async (page: Page): Promise<void> => {
  await page.context().grantPermissions(["microphone"]);
  await page.evaluate(() => window.platform.answer());
};

/** The person denies the microphone, and Chromium refuses it. */
export const refuseMicrophone = async (page: Page): Promise<void> => {
  await page.context().clearPermissions();
  await page.evaluate(() => window.platform.answer());
};

/** The microphone cannot be opened although the person would allow it. */
export const failMicrophone = async (page: Page, problem: MicrophoneProblem): Promise<void> => {
  const error = refusals[problem];
  if (error !== undefined) return page.evaluate((name) => window.platform.fail(name), error);
  if (problem !== "unloadable") throw new Error(`No browser refuses a microphone as "${problem}"`);
  await page.evaluate(() => window.platform.refusePart("capture"));
  await allowMicrophone(page);
};

/** Polled in the page. Each look of `expect.poll` is a step that is reported to the main process with its place in the source. */
const often = { polling: 20, timeout: longMs };

/** The microphone hears, and the device plays what it is given unless it was silenced. */
export const waitForSound = async (page: Page): Promise<void> =>
  void (await page.waitForFunction(() => window.platform.isSounding(), undefined, often));

/** The device plays what it is given. */
export const waitForVoice = async (page: Page): Promise<void> =>
  void (await page.waitForFunction(() => window.platform.isPlaying(), undefined, often));

/** Answers the request for a token once the page makes it. */
export const answerToken = async (page: Page, refusal: TokenRefusal | null): Promise<void> =>
  void (await page.waitForFunction((it) => window.platform.answerToken(it), refusal, often));

/** Releases the speaker's held news of the end. */
export const releaseNews = async (page: Page, news: "draining" | "drained"): Promise<void> =>
  void (await page.waitForFunction((it) => window.platform.release(it), news, often));

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

  // Held here, because with a Playwright route the browser would fetch every file of the page anew.
  const { fetch } = window;
  let tokenRequests: ((refusal: TokenRefusal | null) => void)[] = [];
  window.fetch = (input, init) => {
    if (!String(input).endsWith("/token")) return fetch(input, init);
    return new Promise((give, refuse) => {
      const answer = (refusal: TokenRefusal | null) =>
        give(refusal ? Response.json({ error: refusal.error }, { status: refusal.status }) : fetch(input, init));
      tokenRequests.push(answer);
      // The page aborts the request of a call that it has left.
      init?.signal?.addEventListener("abort", () => {
        tokenRequests = tokenRequests.filter((it) => it !== answer);
        refuse(new DOMException("", "AbortError"));
      });
    });
  };

  // Worklets wait to be loaded until the person has answered, or are refused.
  const parts: { url: string; load: () => void; refuse: (cause: unknown) => void }[] = [];
  const { addModule } = AudioWorklet.prototype;
  AudioWorklet.prototype.addModule = function (url, options) {
    // The earlier player no longer plays.
    if (String(url).includes("playback")) players = [];
    return new Promise((loaded, refuse) => {
      parts.push({ url: String(url), load: () => addModule.call(this, url, options).then(loaded, refuse), refuse });
    });
  };

  // Microphone and speaker share one context. Holding up only one of them is made to look like the context's doing.
  let isSilenced = false;
  let isHearing = false;
  const contexts: AudioContext[] = [];
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }

    override get state(): AudioContextState {
      return isSilenced && !isHearing && super.state === "running" ? "suspended" : super.state;
    }

    override resume(): Promise<void> {
      return isSilenced ? new Promise(() => undefined) : super.resume();
    }
  };

  // Messages of the audio thread come in their own time. Its news of the end are held until a test releases them.
  const moving = new Set<AudioWorkletNode>();
  const held: { port: MessagePort; data: { type: string } }[] = [];
  const released = new WeakSet<object>();
  let captures: AudioWorkletNode[] = [];
  let players: AudioWorkletNode[] = [];
  let isDeaf = false;
  window.AudioWorkletNode = class extends AudioWorkletNode {
    constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
      super(context, name, options);
      if (name === "capture") captures = [...captures, this];
      else players = [...players, this];
      isDeaf = false;
      this.port.addEventListener("message", (message: MessageEvent<{ type: string; rms?: number }>) => {
        if (released.has(message)) return;
        moving.add(this);
        const { data } = message;
        // The sound of Chromium's fake microphone ends before a long path does, so the path decides whether the microphone falls silent.
        // The level is below speech, so that a muted candidate is not told that they are muted.
        if (name === "capture" && data.rms !== undefined) data.rms = 0.001;
        const isHeld = data.type === "draining" || data.type === "drained";
        if (isHeld) held.push({ port: this.port, data });
        if (isHeld || (name === "capture" && isDeaf)) message.stopImmediatePropagation();
      });
      // While a capture message is handled, the context looks as if it ran, even if its output is held up.
      if (name === "capture") {
        const { port } = this;
        Object.defineProperty(port, "onmessage", {
          set: (hear: (message: MessageEvent) => void) => {
            port.addEventListener("message", (message) => {
              isHearing = true;
              hear(message);
              isHearing = false;
            });
            port.start();
          },
        });
      }
    }
  };
  const tell = (port: MessagePort, data: object) => {
    const message = new MessageEvent("message", { data });
    released.add(message);
    port.dispatchEvent(message);
  };
  const newest = <It>(all: readonly It[], what: string): It => {
    const last = all.at(-1);
    if (last === undefined) throw new Error(`The page ${what} nothing`);
    return last;
  };
  const capture = () => newest(captures, "hears");
  const change = () => newest(contexts, "plays").dispatchEvent(new Event("statechange"));
  const track = () => {
    const [first] = microphone?.getAudioTracks() ?? [];
    if (!first) throw new Error("The page has no microphone");
    return first;
  };
  const setMuted = (isMuted: boolean) => {
    Object.defineProperty(track(), "muted", { configurable: true, value: isMuted });
    track().dispatchEvent(new Event(isMuted ? "mute" : "unmute"));
  };
  const frame = (rms: number) => tell(capture().port, { pcm: new Int16Array(640), rms });

  window.platform = {
    load: () => {
      for (const { load } of parts.splice(0)) load();
    },
    answer: async () => {
      const { constraints, give, refuse } = next();
      captures = [];
      window.platform.load();
      await getUserMedia.call(navigator.mediaDevices, constraints).then((stream) => give((microphone = stream)), refuse);
    },
    fail: (error) => next().refuse(new DOMException("", error)),
    refusePart: (name) => {
      const at = parts.findLastIndex(({ url }) => url.includes(name));
      if (at < 0) throw new Error(`The page does not load its ${name}`);
      for (const { refuse } of parts.splice(at, 1)) refuse(new DOMException("", "AbortError"));
    },
    unplug: () => {
      for (const each of microphone?.getTracks() ?? []) {
        each.stop();
        each.dispatchEvent(new Event("ended"));
      }
    },
    breakMicrophone: () => void capture().dispatchEvent(new Event("processorerror")),
    unhear: (cause) => {
      if (cause === "mutedBySystem") return setMuted(true);
      isDeaf = true;
      if (cause === "paused") return void change();
      for (let frames = 0; frames < 250; frames += 1) frame(0);
    },
    hear: () => {
      if (track().muted) setMuted(false);
      isDeaf = false;
      frame(0.1);
    },
    setSilenced: (silenced) => {
      isSilenced = silenced;
      change();
    },
    answerToken: (refusal) => {
      if (tokenRequests.length !== 1) return false;
      for (const answer of tokenRequests.splice(0)) answer(refusal);
      return true;
    },
    release: (news) => {
      const at = held.findIndex(({ data }) => data.type === news);
      for (const { port, data } of at < 0 ? [] : held.splice(at, 1)) tell(port, data);
      return at >= 0;
    },
    isPlaying: () => isSilenced || players.some((it) => moving.has(it)),
    isSounding: () => captures.some((it) => moving.has(it)) && window.platform.isPlaying(),
  };
};
