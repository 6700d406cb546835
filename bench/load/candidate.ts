import { WebSocket } from "ws";
import type { Line } from "./gemini.ts";
import type { Shape } from "./shapes.ts";

/** Tags of ServerToClientMessage: the interviewer's sound, and that the interview is live. */
const tag = { sound: 0x12, started: 0x2a } as const;

/** How many ms each frame was on its way, in both directions, and how many frames were sent and arrived. */
export class Tally {
  readonly up: number[] = [];
  readonly down: number[] = [];
  /** Before this time, by `performance.now()`, nothing is recorded. */
  fromMs = Infinity;
  sent = 0;
  came = 0;

  note(way: "up" | "down", sentAt: number): void {
    if (sentAt >= this.fromMs) this[way].push(performance.now() - sentAt);
    this.came += 1;
  }
}

/** One candidate, and the line to Gemini at the other end. Frames keep their order, so the n-th to arrive is the n-th that was sent. */
export class Candidate {
  readonly #socket: WebSocket;
  readonly #tally: Tally;
  readonly #sentUp: number[] = [];
  readonly #sentDown: number[] = [];
  #line: Line | null = null;
  #heard = 0;
  #timers: NodeJS.Timeout[] = [];
  #isOver = false;
  closed: string | null = null;

  private constructor(socket: WebSocket, tally: Tally) {
    this.#socket = socket;
    this.#tally = tally;
  }

  /** Connects as a browser does, which offers compression. Rejects if the interview does not become live within 20 s. */
  static async open(url: string, tally: Tally, lines: readonly Line[]): Promise<Candidate> {
    const socket = new WebSocket(url, { perMessageDeflate: true });
    const candidate = new Candidate(socket, tally);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No interview within 20 s: ${url.split("?")[0]}`)), 20_000);
      socket.on("message", (data: Buffer) => {
        if (data[0] === tag.sound) return candidate.#hear();
        if (data[0] !== tag.started) return;
        clearTimeout(timer);
        resolve();
      });
      socket.on("error", reject);
      socket.on("close", (code, reason) => {
        candidate.closed = `${code} ${String(reason)}`;
        reject(new Error(`closed with ${candidate.closed}`));
      });
    });
    const line = lines.at(-1);
    if (!line) throw new Error("Nobody came to Gemini");
    line.heard = (count) => tally.note("up", candidate.#sentUp[count] ?? NaN);
    candidate.#line = line;
    return candidate;
  }

  /** Both begin to speak, `offsetMs` from now, and go on in real time, for `ms` or until they are to fall silent. */
  speak(shape: Shape, offsetMs: number, ms = Infinity): void {
    this.#isOver = false;
    const from = performance.now() + offsetMs;
    this.#every(shape.upMs, { from, ms }, (count) => {
      this.#sentUp.push(performance.now());
      this.#tally.sent += 1;
      this.#socket.send(shape.up[count % shape.up.length]!);
    });
    this.#every(shape.downMs, { from: from + shape.downMs / 3, ms }, (count) => {
      this.#sentDown.push(performance.now());
      this.#tally.sent += 1;
      this.#line?.say(shape.down[count % shape.down.length]!);
    });
    if (shape.hasEmpty) this.#every(shape.downMs, { from: from + shape.downMs / 2, ms }, () => this.#line?.sayNothing());
  }

  /** Stops reading: what arrives stays in the system's buffers, and after that with the sender. */
  pause(): void {
    this.#socket.pause();
  }

  /** Gemini sends `parts` pieces of sound, evenly over `overMs`: far more than anybody could hear in that time. */
  async flood({ down }: Shape, parts: number, overMs: number): Promise<void> {
    const from = performance.now();
    for (let count = 0; count < parts;) {
      const due = Math.min(parts, Math.ceil((parts * (performance.now() - from)) / overMs));
      for (; count < due; count += 1) this.#line?.say(down[count % down.length]!);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** A message of Gemini's beside its sound. */
  hearFromGemini(message: Buffer): void {
    this.#line?.say(message);
  }

  fallSilent(): void {
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  leave(): void {
    this.fallSilent();
    this.#socket.terminate();
  }

  #hear(): void {
    this.#tally.note("down", this.#sentDown[this.#heard] ?? NaN);
    this.#heard += 1;
  }

  /** Acts every `everyMs`, for `ms`, on a clock that does not drift: delays are caught up with. */
  #every(everyMs: number, { from, ms }: { from: number; ms: number }, act: (count: number) => void): void {
    const slot = this.#timers.length;
    let count = 0;
    const next = () => {
      if (this.#isOver || count * everyMs >= ms || this.#socket.readyState !== WebSocket.OPEN) return;
      act(count);
      count += 1;
      this.#timers[slot] = setTimeout(next, Math.max(0, from + count * everyMs - performance.now()));
    };
    this.#timers[slot] = setTimeout(next, Math.max(0, from - performance.now()));
  }
}
