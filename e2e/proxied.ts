import { TcpProxy } from "../harness/rig/tcp-proxy.ts";
import { test } from "./test.ts";

/** Puts a TCP proxy that the tests can cut in front of each of these local ports, for the browser of this file's tests. */
export const behindProxies = <Ports extends readonly number[]>(...ports: Ports): { [At in keyof Ports]: TcpProxy } => {
  const proxies = ports.map((targetPort) => new TcpProxy({ targetPort }));
  test.use({
    launchOptions: async ({ launchOptions }, use) => {
      await Promise.all(proxies.map((it) => it.listen()));
      const rules = ports.map((port, at) => `MAP localhost:${port} 127.0.0.1:${proxies[at]?.port}`);
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), `--host-resolver-rules=${rules.join(",")}`] });
      await Promise.all(proxies.map((it) => it.close()));
    },
  });
  return proxies as { [At in keyof Ports]: TcpProxy };
};
