import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export const startFakeApp = async ({ port }: { port: number }) => {
  const server = createServer((_, response) => response.writeHead(404).end());
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
};
