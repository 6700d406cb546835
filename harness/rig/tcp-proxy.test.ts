import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TcpProxy } from "./tcp-proxy.ts";

let upstream: Server;
let arrived: Socket[];
let proxy: TcpProxy;
let heard: string;

beforeEach(async () => {
  arrived = [];
  heard = "";
  upstream = createServer({ allowHalfOpen: true }, (socket) => {
    arrived.push(socket);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => socket.write(`<${String(chunk)}>`));
  });
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
  proxy = await new TcpProxy({ targetPort: (upstream.address() as AddressInfo).port }).listen();
});

afterEach(async () => {
  await proxy.close();
  arrived.forEach((socket) => socket.destroy());
  await new Promise((resolve) => upstream.close(resolve));
});

const dial = async () => {
  const socket = connect({ port: proxy.port, host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => (heard += String(chunk)));
  await once(socket, "connect");
  return socket;
};
const hears = (text: string) => vi.waitFor(() => expect(heard).toBe(text), { interval: 2 });

test("passes bytes both ways", async () => {
  (await dial()).write("hello");
  await hears("<hello>");
});

test("a reset reaches both sides as ECONNRESET", async () => {
  const socket = await dial();
  socket.write("x");
  await hears("<x>");
  const ended = [socket, arrived[0] as Socket].map(
    (side) => new Promise((resolve) => side.once("error", ({ message }) => resolve(message))),
  );
  proxy.reset();
  expect(await Promise.all(ended)).toEqual(["read ECONNRESET", "read ECONNRESET"]);
  expect(proxy.open).toBe(0);
});

test("a reset of one side leaves the other open and unaware", async () => {
  const socket = await dial();
  socket.write("x");
  await hears("<x>");
  const ended = new Promise((resolve) => socket.once("close", resolve));
  proxy.reset("client");
  await ended;
  expect(arrived[0]?.destroyed).toBe(false);
});

test("a stall keeps the connection and delivers what was sent in the meantime once it ends", async () => {
  const socket = await dial();
  socket.write("a");
  await hears("<a>");
  proxy.set("stall");
  socket.write("b");
  const other = await dial();
  other.write("c");
  await vi.waitFor(() => expect(arrived.length).toBe(2), { interval: 2 });
  expect(heard).toBe("<a>");
  proxy.set("pass");
  await vi.waitFor(() => expect(heard.split("").sort().join("")).toBe("<<<>>>abc"), { interval: 2 });
});

test("a throttle spreads bytes over the time they take at its rate", async () => {
  proxy.set({ bytesPerSecond: 20_000 });
  const socket = await dial();
  const startedAt = performance.now();
  socket.write("x".repeat(2_000));
  await vi.waitFor(() => expect(heard.length).toBe(2_002), { interval: 2 });
  socket.write("y");
  await vi.waitFor(() => expect(heard.length).toBe(2_005), { interval: 2 });
  expect(performance.now() - startedAt).toBeGreaterThan(100);
});

test("a half-close sends FIN to one side and still carries what that side sends", async () => {
  const socket = await dial();
  socket.write("a");
  await hears("<a>");
  const finished = once(arrived[0] as Socket, "end");
  proxy.halfClose("server");
  await finished;
  arrived[0]?.write("last words");
  await hears("<a>last words");
});

test("refuses connections while told to", async () => {
  proxy.set("refuse");
  const socket = connect({ port: proxy.port, host: "127.0.0.1" });
  const [error] = (await once(socket, "error").catch((cause: unknown) => [cause])) as [Error];
  expect(error.message).toContain("ECONNRESET");
  expect([proxy.accepted, proxy.open, arrived.length]).toEqual([1, 0, 0]);
});
