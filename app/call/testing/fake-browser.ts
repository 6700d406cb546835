import { vi } from "vitest";

/** Fakes of the browser's APIs that a call uses: sockets, audio contexts, worklet nodes and a microphone, all driven by the test. */
export const fakeBrowser = () => {
  const sockets: FakeWebSocket[] = [];
  const contexts: FakeAudioContext[] = [];
  const nodes: FakeWorkletNode[] = [];
  const audio = {
    startsAs: "running" as AudioContextState,
    deviceHz: 48_000,
    failing: "none",
    swallowed: "none",
    isStill: false,
    /** The output that the browser refuses, and what a move to another one waits for. */
    refused: "none",
    moving: null as Promise<void> | null,
  };
  const microphone = { next: [] as (DOMException | Promise<FakeStream>)[], streams: [] as FakeStream[], asked: [] as unknown[] };

  class FakeWebSocket extends EventTarget {
    static readonly OPEN = 1;
    readyState = 0;
    bufferedAmount = 0;
    binaryType = "blob";
    readonly url: string;
    readonly sent: Uint8Array[] = [];
    closedWith: number | null = null;

    constructor(url: string) {
      super();
      this.url = url;
      sockets.push(this);
    }

    send(frame: Uint8Array) {
      this.sent.push(frame);
    }

    close(code: number) {
      this.closedWith ??= code;
      this.readyState = 3;
    }

    opens() {
      this.readyState = 1;
      this.dispatchEvent(new Event("open"));
    }

    receives(frame: Uint8Array<ArrayBuffer> | string) {
      this.dispatchEvent(new MessageEvent("message", { data: typeof frame === "string" ? frame : Uint8Array.from(frame).buffer }));
    }

    isClosed(code: number) {
      this.readyState = 3;
      this.dispatchEvent(Object.assign(new Event("close"), { code }));
    }
  }

  class FakeAudioContext extends EventTarget {
    readonly sampleRate: number;
    readonly modules: string[] = [];
    readonly destination = {};
    outputLatency = 0;
    state: AudioContextState = audio.startsAs;
    readonly resume = vi.fn(async () => this.becomes("running"));
    readonly close = vi.fn(async () => {
      this.state = "closed";
    });
    get audioWorklet() {
      const addModule = async (url: string) => {
        if (url.includes(audio.swallowed)) await new Promise(() => undefined);
        if (url.includes(audio.failing)) throw new DOMException("not loaded", "AbortError");
        this.modules.push(url);
      };
      return { addModule };
    }

    readonly asked: { sampleRate?: number } | undefined;

    constructor(asked?: { sampleRate?: number }) {
      super();
      this.asked = asked;
      this.sampleRate = asked?.sampleRate ?? audio.deviceHz;
      contexts.push(this);
    }

    readonly played: FakeSource[] = [];
    readonly sinks: string[] = [];
    get sinkId() {
      return this.sinks.at(-1) ?? "";
    }
    decodeAudioData = async () => ({});
    createBuffer = (_: number, __: number, sampleRate: number) => {
      const buffer = { sampleRate, samples: new Float32Array(), copyToChannel: (it: Float32Array<ArrayBuffer>) => (buffer.samples = it) };
      return buffer;
    };

    /** A running context stops for a moment, as in Chromium. */
    async setSinkId(id: string) {
      if (id === this.sinkId) return;
      if (id === audio.refused) throw new DOMException("not there", "NotFoundError");
      if (audio.moving) await audio.moving;
      this.sinks.push(id);
      if (this.state !== "running") return;
      this.becomes("suspended");
      queueMicrotask(() => {
        if (this.state === "suspended") this.becomes("running");
      });
    }

    /** The output device is gone: Chromium suspends the context, and resumes it no more if it was routed there. */
    losesOutput() {
      this.dispatchEvent(new Event("error"));
      if (this.state !== "closed") this.becomes("suspended");
    }

    createBufferSource() {
      const source = new FakeSource();
      this.played.push(source);
      return source;
    }

    readonly gains: { value: number }[] = [];
    readonly currentTime = 0;
    createGain() {
      const gain = { value: 1, setTargetAtTime: (value: number) => void (gain.value = value) };
      this.gains.push(gain);
      const node = { gain, leadsTo: null as unknown, connect: (next: unknown) => (node.leadsTo = next) };
      return node;
    }

    createMediaStreamSource() {
      return { connect: (node: unknown) => node, disconnect: () => undefined };
    }

    becomes(state: AudioContextState) {
      this.state = state;
      this.dispatchEvent(new Event("statechange"));
    }
  }

  class FakeSource extends EventTarget {
    buffer: unknown = null;
    leadsTo: unknown = null;
    connect = (next: unknown) => (this.leadsTo = next);
    hasStarted = false;
    start() {
      this.hasStarted = true;
    }
    isStopped = false;
    stop() {
      this.isStopped = true;
    }
    ends() {
      this.dispatchEvent(new Event("ended"));
    }
  }

  class FakeWorkletNode extends EventTarget {
    readonly name: string;
    readonly context: FakeAudioContext;
    isConnected = false;
    readonly posted: { message: unknown; transfer: unknown[] }[] = [];
    readonly port = {
      onmessage: (_: { data: unknown }): void => undefined,
      postMessage: (message: unknown, transfer: unknown[] = []) => {
        if (isBeat(message)) this.#moves(message);
        else if (!this.isPortClosed) this.posted.push({ message, transfer });
      },
      close: () => {
        this.isPortClosed = true;
      },
    };
    isPortClosed = false;

    constructor(context: FakeAudioContext, name: string) {
      super();
      this.context = context;
      this.name = name;
      nodes.push(this);
      if (name === "capture") this.#moves({ pcm: new Int16Array(640), rms: 0 });
    }

    /** What the audio thread posts once its clock moves. */
    #moves(news: unknown) {
      queueMicrotask(() => {
        if (this.context.state === "running" && !audio.isStill) this.tells(news);
      });
    }

    dies() {
      this.dispatchEvent(new Event("processorerror"));
    }

    connect(next: unknown) {
      this.isConnected = true;
      return next;
    }

    disconnect() {
      this.isConnected = false;
    }

    /** A message that was in transit when the port closed may still arrive. */
    tells(data: unknown) {
      this.port.onmessage({ data });
    }
  }

  class FakeTrack extends EventTarget {
    enabled = true;
    muted = false;
    label = "";
    settings: MediaTrackSettings = {};
    getSettings = () => this.settings;
    readyState: MediaStreamTrackState = "live";
    isMutedBySystem(muted: boolean) {
      this.muted = muted;
      this.dispatchEvent(new Event(muted ? "mute" : "unmute"));
    }
    stop() {
      this.readyState = "ended";
    }
    isUnplugged() {
      this.readyState = "ended";
      this.dispatchEvent(new Event("ended"));
    }
  }

  class FakeStream {
    readonly track = new FakeTrack();
    getTracks = () => [this.track];
    getAudioTracks = () => [this.track];
  }

  const devices: { kind: string; deviceId: string; label: string }[] = [];
  const mediaDevices = Object.assign(new EventTarget(), {
    enumerateDevices: async () => devices,
    getUserMedia: async (asked: unknown) => {
      microphone.asked.push(asked);
      const next = microphone.next.shift();
      if (next instanceof DOMException) throw next;
      const stream = (await next) ?? new FakeStream();
      microphone.streams.push(stream);
      return stream;
    },
  });

  vi.stubGlobal("WebSocket", FakeWebSocket);
  vi.stubGlobal("AudioContext", FakeAudioContext);
  vi.stubGlobal("AudioWorkletNode", FakeWorkletNode);
  Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: mediaDevices });

  const node = (name: "capture" | "playback") => nodes.findLast((it) => it.name === name);
  return { sockets, contexts, nodes, node, audio, microphone, devices, mediaDevices, newStream: () => new FakeStream() };
};

const isBeat = (message: unknown): boolean =>
  typeof message === "object" && message !== null && "type" in message && message.type === "beat";

export type FakeBrowser = ReturnType<typeof fakeBrowser>;
