import { type EventObject, type NonReducibleUnknown, fromCallback, fromPromise } from "xstate";

/** Thrown when a host runs a machine without supplying one of its ports through `.provide()`. */
class NotProvidedError extends Error {
  constructor(port: string) {
    super(`The host did not provide the port "${port}"`);
    this.name = "NotProvidedError";
  }
}

const notProvided = (port: string): never => {
  throw new NotProvidedError(port);
};

/** A resource (socket, stream, queue): acquired when it is started, released when it is stopped. */
export const resourcePort = <Command extends EventObject, Input extends NonReducibleUnknown>(port: string) =>
  fromCallback<Command, Input>(() => notProvided(port));

/** One asynchronous task with one result. */
export const taskPort = <Output, Input extends NonReducibleUnknown>(port: string) => fromPromise<Output, Input>(() => notProvided(port));

/** One synchronous effect. */
export const effectPort =
  <Params>(port: string) =>
  (_: unknown, _params: Params): void =>
    notProvided(port);
