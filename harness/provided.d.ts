import "vitest";

declare module "vitest" {
  /** What global-setup.ts hands to the tests; ports are of 127.0.0.1. */
  interface ProvidedContext {
    simulatorPort: number;
    fakeAppPort: number;
    rigPort: number;
    appProxyPort: number;
    geminiProxyPort: number;
    /** Of all cases of a fuzz, 0 to 1. */
    fuzzShare: number;
  }
}
