import { createServer, type AddressInfo, connect, type Socket } from "node:net";

/**
 * What happens to the bytes of a connection. `stall` is a black hole: the connection stays up and nothing arrives on either side. `refuse`
 * resets new connections.
 */
export type Weather = "pass" | "stall" | "refuse" | { bytesPerSecond: number };
export type Side = "client" | "server";

type Pair = Record<Side, Socket>;

const host = "127.0.0.1";

/** A TCP proxy on a port of its own in front of `targetPort`. The weather applies to open and future connections. */
export class TcpProxy {
  port = 0;
  accepted = 0;
  readonly #pairs = new Set<Pair>();
  readonly #orphans = new Set<Socket>();
  readonly #server;
  #weather: Weather = "pass";

  constructor({ targetPort }: { targetPort: number }) {
    this.#server = createServer({ allowHalfOpen: true }, (client) => {
      this.accepted += 1;
      if (this.#weather === "refuse") return void client.on("error", () => client.destroy()).resetAndDestroy();
      const server = connect({ port: targetPort, host, allowHalfOpen: true });
      const pair = { client, server };
      this.#pairs.add(pair);
      this.#carry(pair, client, server);
      this.#carry(pair, server, client);
    });
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => this.#server.once("error", reject).listen(port, host, resolve));
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  get open(): number {
    return this.#pairs.size;
  }

  set(weather: Weather): void {
    this.#weather = weather;
    for (const { client, server } of this.#pairs) [client, server].forEach((socket) => this.#let(socket));
  }

  /** Ends every open connection with RST, on both sides or on one; the other side then learns nothing of it. */
  reset(side?: Side): void {
    for (const pair of this.#pairs) {
      this.#pairs.delete(pair);
      if (side !== undefined) this.#orphans.add(side === "client" ? pair.server : pair.client);
      for (const each of side === undefined ? (["client", "server"] as const) : [side]) pair[each].resetAndDestroy();
    }
  }

  /** Sends FIN to one side. What that side still sends is forwarded. */
  halfClose(side: Side): void {
    for (const pair of this.#pairs) pair[side].end();
  }

  async close(): Promise<void> {
    this.reset();
    this.#orphans.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #let(socket: Socket): void {
    if (this.#weather === "stall") socket.pause();
    else socket.resume();
  }

  #carry(pair: Pair, from: Socket, to: Socket): void {
    from.setNoDelay(true);
    from.on("data", (chunk) => {
      const isTaken = to.write(chunk);
      if (typeof this.#weather === "object") return this.#hold(from, (chunk.length / this.#weather.bytesPerSecond) * 1000);
      if (isTaken) return;
      from.pause();
      to.once("drain", () => this.#let(from));
    });
    from.on("end", () => to.end());
    from.on("error", () => this.#drop(pair));
    from.on("close", () => this.#drop(pair));
    this.#let(from);
  }

  /** Stops reading for as long as the bytes just forwarded take at this rate. */
  #hold(from: Socket, ms: number): void {
    from.pause();
    setTimeout(() => this.#let(from), ms);
  }

  /** A side that ended with an error takes the other with it. One that ended cleanly has sent its FIN, and the other may continue. */
  #drop(pair: Pair): void {
    if (!this.#pairs.has(pair)) return;
    const hadError = [pair.client, pair.server].some(({ errored }) => errored !== null);
    if (!hadError && !(pair.client.destroyed && pair.server.destroyed)) return;
    this.#pairs.delete(pair);
    for (const socket of [pair.client, pair.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }
}
