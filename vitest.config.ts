import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

const alias = { "~": new URL("./app", import.meta.url).pathname };
const secrets = {
  JWT_SECRET: "a jwt secret of the tests, 32 characters",
  WORKER_SHARED_SECRET: "a shared secret of the tests, 32 characters",
  SESSION_SECRET: "a session secret of the tests, 32 characters",
};

export default defineConfig({
  test: {
    globalSetup: "testing/global-setup.ts",
    projects: [
      {
        test: {
          name: "node",
          include: ["{machines,proto,simulator,scripts,migrations,docs}/**/*.test.ts"],
          environment: "node",
        },
      },
      {
        resolve: { alias },
        test: {
          name: "page",
          include: ["app/**/*.test.{ts,tsx}"],
          exclude: ["**/*.server.test.ts"],
          environment: "jsdom",
          setupFiles: "testing/page-setup.ts",
        },
      },
      {
        resolve: { alias },
        plugins: [
          cloudflareTest(async () => ({
            miniflare: {
              compatibilityDate: "2026-11-02",
              compatibilityFlags: ["nodejs_compat"],
              d1Databases: ["DB"],
              bindings: {
                ...secrets,
                APP_ORIGIN: "http://localhost:3000",
                WORKER_URL: "ws://localhost:8787",
                TEST_MIGRATIONS: await readD1Migrations("migrations"),
              },
            },
          })),
        ],
        test: { name: "app", include: ["app/**/*.server.test.ts"], setupFiles: "testing/app-setup.ts" },
      },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: "worker/wrangler.toml" },
            miniflare: {
              bindings: {
                ...secrets,
                APP_ORIGIN: "http://localhost:3000",
                APP_URL: `http://127.0.0.1:${inject<number>("fakeAppPort")}`,
                GEMINI_BASE_URL: `http://127.0.0.1:${inject<number>("simulatorPort")}`,
                GEMINI_API_KEY: "a-gemini-key-of-the-tests",
                SIMULATOR_CONTROL_URL: `http://127.0.0.1:${inject<number>("simulatorPort")}`,
              },
            },
          })),
        ],
        test: { name: "worker", include: ["worker/**/*.test.ts"] },
      },
    ],
  },
});
