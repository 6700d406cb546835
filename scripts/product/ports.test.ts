import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, it } from "vitest";
import { freePort, localHost, requirePorts } from "./ports.ts";

const open: { close(): unknown }[] = [];
afterEach(() => open.splice(0).forEach((it) => it.close()));

const listenOn = async (host: string): Promise<number> => {
  const server = createServer().listen(0, host);
  open.push(server);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
};

it.each(["127.0.0.1", "0.0.0.0", "::1", "::"])(
  "names the port that a process on %s holds, and the variable that moves ours",
  async (host) => {
    const port = await listenOn(host);
    await expect(requirePorts({ WORKER_PORT: port })).rejects.toThrow(
      new RegExp(
        `^Port ${port} is in use: process ${process.pid} \\(.*\\) listens there. End it, or choose another with WORKER_PORT=<port>.$`,
      ),
    );
  },
);

it("names two variables that hold the same port", async () => {
  const port = await freePort();
  const asked = requirePorts({ APP_PORT: port, WORKER_PORT: port });
  await expect(asked).rejects.toThrow(/^WORKER_PORT: is the same port as APP_PORT$/);
});

it("picks a free port outside the ephemeral range", async () => {
  const port = await freePort();
  await expect(requirePorts({ WORKER_PORT: port })).resolves.toBeUndefined();
  expect(port).toBeLessThan(32_768);
});

it("names the process and its command line", async () => {
  const script = "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";
  const child = spawn(process.execPath, ["-e", script, "a web server"]);
  open.push({ close: () => child.kill() });
  const [data] = (await once(child.stdout, "data")) as [Buffer];
  const message = await requirePorts({ APP_PORT: Number(data) }).catch(String);
  expect(message).toContain(`process ${child.pid} (${process.execPath} -e require('net')`);
});

it("says nothing about a free port", async () => {
  const port = await listenOn("127.0.0.1");
  open.splice(0).forEach((it) => it.close());
  await expect(requirePorts({ APP_PORT: port })).resolves.toBeUndefined();
});

// 192.0.2.1 is kept for documents: no machine has it.
it.each([
  [["127.0.0.1", "::1"], "localhost"],
  [["127.0.0.1", "192.0.2.1"], "127.0.0.1"],
  [["192.0.2.1", "127.0.0.1"], "127.0.0.1"],
])("with localhost as %j servers listen on %s", async (named, host) => {
  expect(await localHost(Promise.resolve(named))).toBe(host);
});
