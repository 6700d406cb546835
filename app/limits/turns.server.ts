import { addressOf } from "../server/address.server.ts";
import { LimitedError } from "../server/limited.server.ts";
import type { App } from "../server/load-context.server.ts";

/** Who asks for a turn, and by what the bounds on waiting are multiplied. */
export type Asker = { who: string; scale: number };

/** The address that a request comes from. */
export const askerOf = (request: Request, { env }: App): Asker => ({ who: addressOf(request), scale: env.RATE_LIMIT_SCALE });

type Ticket = { who: string; untilUnixMs: number };
type Bounds = { atOnce: number; waiting: number; each: number; longestMs: number; aboutMs: number };

const untilNextTry = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * A queue for work that blocks an instance's only thread: `atOnce` pieces run, `waiting` more may wait, `each` of them from one asker. A
 * piece takes about `aboutMs`; whoever has had no turn after `longestMs` is refused.
 */
export class Turns {
  readonly #bounds: Bounds;
  #tickets: Ticket[] = [];

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** Does the work when its turn comes, in the order of asking. Throws {@link LimitedError}. */
  async take<Made>({ who, scale }: Asker, work: () => Promise<Made>): Promise<Made> {
    const { atOnce, waiting, each, longestMs, aboutMs } = this.#bounds;
    this.#forgetTheGone();
    const own = this.#tickets.filter((it) => it.who === who);
    if (this.#tickets.length >= atOnce + waiting * scale || own.length >= Math.max(1, each * scale)) throw this.#limited();
    const ticket = { who, untilUnixMs: Date.now() + longestMs };
    this.#tickets.push(ticket);
    try {
      for (let place = this.#placeOf(ticket); place >= atOnce; place = this.#placeOf(ticket)) {
        await untilNextTry(aboutMs * (place - atOnce + 1));
      }
      if (!this.#tickets.includes(ticket)) throw this.#limited();
      return await work();
    } finally {
      this.#tickets = this.#tickets.filter((it) => it !== ticket);
    }
  }

  #placeOf(ticket: Ticket): number {
    this.#forgetTheGone();
    return this.#tickets.indexOf(ticket);
  }

  // A request whose client has gone may be stopped where it waits and never give its ticket back.
  #forgetTheGone(): void {
    this.#tickets = this.#tickets.filter(({ untilUnixMs }) => untilUnixMs > Date.now());
  }

  #limited(): LimitedError {
    return new LimitedError(Math.max(1, Math.ceil((this.#tickets.length * this.#bounds.aboutMs) / 1000)));
  }
}
