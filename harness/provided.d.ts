import "vitest";

declare module "vitest" {
  /** What global-setup.ts and vitest.config.ts hand to the tests; ports are of 127.0.0.1. */
  interface ProvidedContext {
    simulatorPort: number;
    fakeAppPort: number;
    rigPort: number;
    appProxyPort: number;
    geminiProxyPort: number;
    /** With which the Worker under test comes to the simulator. */
    geminiKey: string;
    /** Of all cases of a fuzz, 0 to 1. */
    fuzzShare: number;
  }
}
