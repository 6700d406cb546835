import "vitest";

declare module "vitest" {
  /** What global-setup.ts and vitest.config.ts provide to the tests. Ports are on 127.0.0.1. */
  interface ProvidedContext {
    simulatorPort: number;
    fakeAppPort: number;
    rigPort: number;
    appProxyPort: number;
    geminiProxyPort: number;
    /** The API key with which the Worker under test connects to the simulator. */
    geminiKey: string;
    /** The share of a fuzz's cases that is run, 0 to 1. */
    fuzzShare: number;
  }
}
