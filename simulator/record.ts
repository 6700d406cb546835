import { createHash, randomUUID } from "node:crypto";

const keptAudioBytes = 16 * 2 ** 20;
const keptAudioBytesOfAll = 4 * keptAudioBytes;

/** What one Live connection sent to the simulator; the answer of /control/sessions. It does not hold the API key. */
export class SessionRecord {
  readonly id = randomUUID();
  readonly openedAtUnixMs = Date.now();
  readonly path: string;
  readonly extensions: string;
  /** Ids of the connections that were open when this one arrived: neither side had sent its Close frame. */
  openBeside: string[] = [];
  closedAtUnixMs: number | null = null;
  closeCode: number | null = null;
  closeReason: string | null = null;
  attempt: number | null = null;
  setup: unknown = null;
  /** When its setupComplete was sent. */
  setUpAtUnixMs: number | null = null;
  frames = 0;
  /** Frames that came between setup and setupComplete, and were ignored. */
  earlyFrames = 0;
  pings = 0;
  audioBytes = 0;
  streamEnds = 0;
  /** activityStart and activityEnd messages, each with the amount of sound received before it. */
  activities: { type: "start" | "end"; atAudioBytes: number }[] = [];
  spokenBytes = 0;
  texts: string[] = [];
  toolResponses: unknown[] = [];
  clientContents: unknown[] = [];
  contextUpdates: unknown[] = [];
  #audio: Buffer[] | null = [];
  #hash = createHash("sha256");
  #mentions: string;

  constructor({ path, extensions, url }: { path: string; extensions: string; url: string }) {
    this.path = path;
    this.extensions = extensions;
    this.#mentions = url;
  }

  hearSetup(text: string) {
    this.#mentions += text;
  }

  hear(pcm: Buffer) {
    if (this.audioBytes < keptAudioBytes) this.#audio?.push(pcm);
    this.audioBytes += pcm.length;
    this.#hash.update(pcm);
  }

  /** The candidate's PCM as received, up to 16 MiB; null once it has been discarded. */
  audio(): Buffer | null {
    return this.#audio && Buffer.concat(this.#audio);
  }

  get keptAudioBytes() {
    return this.#audio ? Math.min(this.audioBytes, keptAudioBytes) : 0;
  }

  forgetAudio() {
    this.#audio = null;
  }

  mentions(key: string) {
    return this.#mentions.includes(key);
  }

  toJSON() {
    return { ...this, audioSha256: this.#hash.copy().digest("hex") };
  }
}

const keptSessions = 1000;
const keptKeys = 100;

/** The newest thousand sessions, with up to 64 MiB of their sound. The sound of the sessions that ended longest ago is discarded first. */
export class Records {
  readonly all: SessionRecord[] = [];
  readonly #lines = new Map<string, { readonly open: boolean }>();
  /** A cache of the sessions for each recently requested key: a poll asks for the same key hundreds of times. */
  readonly #about = new Map<string, Set<SessionRecord>>();

  add(record: SessionRecord, line: { readonly open: boolean }) {
    for (const [id, { open }] of this.#lines) if (!open) this.#lines.delete(id);
    record.openBeside = [...this.#lines.keys()];
    this.#lines.set(record.id, line);
    this.all.push(record);
    if (this.all.length > keptSessions) this.all.shift();
    this.#forgetAudio();
    this.#index(record);
  }

  hearSetup(record: SessionRecord, text: string) {
    record.hearSetup(text);
    this.#index(record);
  }

  /** The sessions whose URL or setup contains the key, oldest first. */
  about(key: string): SessionRecord[] {
    const found = this.#about.get(key) ?? new Set(this.all.filter((record) => record.mentions(key)));
    this.#about.delete(key);
    this.#about.set(key, found);
    const [longestUnasked = key] = this.#about.keys();
    if (this.#about.size > keptKeys) this.#about.delete(longestUnasked);
    return this.all.filter((record) => found.has(record));
  }

  #index(record: SessionRecord) {
    for (const [key, found] of this.#about) if (record.mentions(key)) found.add(record);
  }

  #forgetAudio() {
    let bytes = this.all.reduce((sum, { keptAudioBytes: kept }) => sum + kept, 0);
    for (const record of this.all) {
      if (bytes <= keptAudioBytesOfAll) return;
      if (record.closedAtUnixMs === null) continue;
      bytes -= record.keptAudioBytes;
      record.forgetAudio();
    }
  }
}
