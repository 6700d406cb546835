import "vitest";

declare module "vitest" {
  /** Ports of 127.0.0.1 that global-setup.ts hands to the tests. */
  interface ProvidedContext {
    simulatorPort: number;
    fakeAppPort: number;
    rigPort: number;
    appProxyPort: number;
    geminiProxyPort: number;
  }
}
