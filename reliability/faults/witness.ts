import { tapConsole, textOf } from "../../harness/console.ts";
import { InterviewSession } from "../../worker/index.ts";

/** Everything that this isolate logged, rejected without a handler, or threw out of a Durable Object's handler since the last `forget`. */
export const witness = {
  logged: [] as string[],
  unhandled: [] as string[],
  thrown: [] as string[],
  /** Frames of candidates that an object has read. */
  framesRead: 0,
  forget(): void {
    this.logged = [];
    this.unhandled = [];
    this.thrown = [];
  },
};

/** Taps the console and wraps the object's handlers. Call it once per isolate. */
export const beginToWitness = (): void => {
  tapConsole((line) => void witness.logged.push(line));
  addEventListener("unhandledrejection", (event) => {
    witness.unhandled.push(textOf(event.reason));
  });
  const handlers: Record<string, unknown> = InterviewSession.prototype as never;
  for (const name of ["fetch", "alarm", "webSocketMessage", "webSocketClose", "webSocketError"]) {
    const handler = handlers[name] as (...args: unknown[]) => unknown;
    handlers[name] = function (this: unknown, ...args: unknown[]) {
      const note = (cause: unknown): never => {
        witness.thrown.push(`${name}: ${textOf(cause)}`);
        throw cause;
      };
      if (name === "webSocketMessage") witness.framesRead += 1;
      try {
        const given = handler.apply(this, args);
        return given instanceof Promise ? given.catch(note) : given;
      } catch (cause) {
        return note(cause);
      }
    };
  }
};
