import { isReached } from "../../ui/reach.client.ts";

/**
 * The quality of the connection to the Worker. "blocked": the app answers, but no WebSocket gets through; "offline": the app does not
 * answer either.
 */
export type LineQuality = "good" | "fair" | "poor" | "blocked" | "offline";

const echoes = 10;
const frameBytes = 1_280;
const everyMs = 40;
const longestMs = 4_000;
/** Upper bounds of the median round trip, in ms. */
const good = 150;
const fair = 350;

/**
 * Measures the connection with frames of the size and pace of an interview's, which the Worker echoes at `/check`. A failed attempt is
 * repeated once. Aborting `signal` ends it.
 */
export const measureLine = async (workerUrl: string, signal: AbortSignal): Promise<LineQuality> => {
  const trips = (await tripsTo(workerUrl, signal)) ?? (signal.aborted ? null : await tripsTo(workerUrl, signal));
  if (!trips) return (await isReached(signal)) ? "blocked" : "offline";
  const median = trips.toSorted((a, b) => a - b)[Math.floor(echoes / 2)] ?? Infinity;
  return median < good ? "good" : median < fair ? "fair" : "poor";
};

/** The round trips (ms) of the frames that came back in time; null if none did, or if the socket closed before all had. */
const tripsTo = (workerUrl: string, signal: AbortSignal): Promise<number[] | null> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${workerUrl.replace(/\/$/, "").replace(/^http/, "ws")}/check`);
    socket.binaryType = "arraybuffer";
    const sentAt: number[] = [];
    const trips: number[] = [];
    let sending: ReturnType<typeof setInterval> | undefined;
    const end = (result: number[] | null) => {
      clearInterval(sending);
      clearTimeout(giveUp);
      socket.close();
      resolve(result);
    };
    const giveUp = setTimeout(() => end(trips.length > 0 ? trips : null), longestMs);
    const send = () => {
      if (sentAt.length === echoes) return clearInterval(sending);
      sentAt.push(performance.now());
      socket.send(new Uint8Array(frameBytes));
    };
    signal.addEventListener("abort", () => end(null));
    socket.addEventListener("open", () => (sending = setInterval(send, everyMs)));
    socket.addEventListener("message", () => {
      trips.push(performance.now() - (sentAt[trips.length] ?? 0));
      if (trips.length === echoes) end(trips);
    });
    socket.addEventListener("close", () => end(null));
  });
