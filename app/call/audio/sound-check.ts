import { inTime } from "../../ui/in-time.client.ts";
import type { MicrophoneProblem, Unheard } from "../../../machines/call/events.ts";
import { meterLevel } from "../../../sound/pcm.ts";
import { Meter } from "./meter.ts";
import { AudioRecorder, MicrophoneError } from "./microphone.ts";
import { SoundGraph } from "./sound-graph.ts";
import { type Device, foundAmong, listDevices, recallDevices, rememberDevices } from "./devices.ts";
import { isTelephone, MicrophoneJudge, type Sounding } from "./microphone-judge.ts";
import { OwnVoice } from "./own-voice.ts";
import { phrase } from "./phrase.ts";
import { Watched } from "../../ui/watched.ts";

/** The microphone picks up the speaker if its mean level is this much (dB) above the noise floor while the phrase plays. */
const echoRise = 10;

export type Checked = {
  microphone: "off" | "opening" | "on";
  problem: MicrophoneProblem | null;
  unheard: Unheard | null;
  sounding: Sounding;
  isTelephone: boolean;
  /** The microphone that is open. */
  inUse: Device | null;
  microphones: Device[];
  speakers: Device[];
  speaker: Device | null;
  playing: "nothing" | "phrase" | "yourself";
  hasPlayedPhrase: boolean;
  /** Whether the microphone picks up what the speaker plays; null while this is not known. */
  echoes: boolean | null;
  recording: "none" | "running" | "there";
};

const before: Checked = {
  microphone: "off",
  problem: null,
  unheard: null,
  sounding: "listening",
  isTelephone: false,
  inUse: null,
  microphones: [],
  speakers: [],
  speaker: null,
  playing: "nothing",
  hasPlayedPhrase: false,
  echoes: null,
  recording: "none",
};

/** Tries microphone and speaker before an interview. No sound leaves the device, and none is kept. */
export class SoundCheck extends Watched<Checked> {
  readonly meter = new Meter();
  #graph = new SoundGraph();
  #opening = new AbortController();
  #judge = new MicrophoneJudge();
  #context: AudioContext | null = null;
  #leave: () => void = () => undefined;
  #source: AudioBufferSourceNode | null = null;
  /** Levels of the microphone's frames (dBFS) while the phrase plays; null while it does not. */
  #during: number[] | null = null;
  #voice: OwnVoice | null = null;

  constructor() {
    super(before);
  }

  /**
   * Asks for the microphone, the chosen one if there is one. Call it from a user gesture, so that sound may start. Never throws: see
   * `problem`.
   */
  async open(): Promise<void> {
    this.#closeMicrophone();
    const opening = new AbortController();
    this.#opening = opening;
    this.#judge = new MicrophoneJudge();
    this.#tell({ microphone: "opening", problem: null, unheard: null, sounding: "listening" });
    const fail = (problem: MicrophoneProblem) => {
      if (opening.signal.aborted) return;
      this.#closeMicrophone();
      this.#tell({ problem });
    };
    try {
      this.#join();
      const { device, sampleRate } = await AudioRecorder.open(this.#graph, {
        onFrame: (pcm, rms) => this.#hear(pcm, rms),
        onLost: () => fail("missing"),
        onBroken: () => fail("broken"),
        onUnheard: (unheard) => this.#tell({ unheard }),
        signal: opening.signal,
      });
      this.#tell({ microphone: "on", inUse: device, isTelephone: device !== null && isTelephone({ label: device.label, sampleRate }) });
      navigator.mediaDevices.addEventListener("devicechange", () => void this.#list(opening.signal), { signal: opening.signal });
      await this.#list(opening.signal);
    } catch (cause) {
      fail(cause instanceof MicrophoneError ? cause.problem : "unsupported");
    }
  }

  chooseMicrophone(id: string): Promise<void> {
    rememberDevices({ microphone: this.read().microphones.find((it) => it.id === id) ?? null, goodAtUnixMs: null });
    return this.open();
  }

  /** Shows what was chosen, then the speaker that is heard in the end, to which it resolves: another one if the browser refuses this one. */
  async chooseSpeaker(speaker: Device | null): Promise<Device | null> {
    rememberDevices({ speaker, goodAtUnixMs: null });
    this.#stopPlaying();
    this.#tell({ speaker, hasPlayedPhrase: false, echoes: null });
    const heard = await this.#graph.routeTo(speaker);
    rememberDevices({ speaker: heard });
    this.#tell({ speaker: heard });
    return heard;
  }

  /** Plays a sentence of the interviewer's, and finds out meanwhile whether the microphone picks it up. */
  async playPhrase(): Promise<void> {
    this.#tell({ playing: "phrase", echoes: null });
    try {
      const context = this.#join();
      const sound = await context.decodeAudioData(await inTime(fetch(phrase.url).then((it) => it.arrayBuffer())));
      // A recording that has begun meanwhile, or another speaker, has stopped it.
      if (this.read().playing !== "phrase") return;
      const during: number[] = [];
      this.#play(context, sound, "phrase", () => {
        const isKnown = during.length > 0 && this.#judge.knowsFloor;
        this.#tell({ hasPlayedPhrase: true, echoes: isKnown ? mean(during) > this.#judge.floor + echoRise : null });
      });
      this.#during = during;
    } catch {
      this.#tell({ playing: "nothing" });
    }
  }

  record(): void {
    this.#stopPlaying();
    this.#voice = new OwnVoice();
    this.#tell({ recording: "running" });
  }

  playBack(): void {
    if (this.#voice) this.#play(this.#join(), this.#voice.bufferFor(this.#join()), "yourself");
  }

  close(): void {
    this.#closeMicrophone();
    this.#stopPlaying();
    this.#leave();
    this.#context = null;
    this.#voice = null;
    this.become(before);
  }

  /** The graph's context; joins the graph if this check has not yet. */
  #join(): AudioContext {
    if (this.#context) return this.#context;
    this.#leave = this.#graph.join((context) => {
      if (this.#context) this.#stopPlaying();
      this.#context = context;
    });
    if (!this.#context) throw new Error("The graph has no context");
    return this.#context;
  }

  async #list(signal: AbortSignal): Promise<void> {
    const [microphones, speakers] = await Promise.all([listDevices("audioinput"), listDevices("audiooutput")]);
    if (!signal.aborted) this.#tell({ microphones, speakers, speaker: foundAmong(speakers, recallDevices().speaker) });
  }

  #hear(pcm: Int16Array, rms: number): void {
    this.meter.show(meterLevel(rms), false);
    if (this.#during) this.#during.push(20 * Math.log10(Math.max(rms, 1e-5)));
    else this.#judge.hear(pcm, rms);
    if (this.read().recording === "running" && this.#voice?.take(pcm)) this.#tell({ recording: "there" });
    const { sounding } = this.#judge;
    if (sounding !== this.read().sounding) this.#tell({ sounding });
  }

  #play(context: AudioContext, sound: AudioBuffer, playing: "phrase" | "yourself", ended?: () => void): void {
    this.#stopPlaying();
    const source = context.createBufferSource();
    source.buffer = sound;
    source.connect(context.destination);
    source.addEventListener("ended", () => {
      if (this.#source !== source) return;
      this.#source = null;
      this.#during = null;
      this.#tell({ playing: "nothing" });
      ended?.();
    });
    this.#source = source;
    this.#tell({ playing });
    source.start();
  }

  #stopPlaying(): void {
    const source = this.#source;
    this.#source = null;
    this.#during = null;
    source?.stop();
    this.#tell({ playing: "nothing" });
  }

  #closeMicrophone(): void {
    this.#opening.abort();
    this.meter.show(0, false);
    this.#tell({ microphone: "off", inUse: null, recording: "none" });
  }

  #tell(change: Partial<Checked>): void {
    this.become({ ...this.read(), ...change });
  }
}

const mean = (levels: number[]): number => levels.reduce((sum, it) => sum + it, 0) / Math.max(1, levels.length);
