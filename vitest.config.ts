import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import type { Plugin } from "vite";
import { secrets } from "./harness/secrets.ts";
import { ofWorker } from "./scripts/product/settings.ts";
import { AsListed } from "./scripts/suite/as-listed.ts";

/** Rows script what every connection with their key meets. */
const geminiKey = { faults: "a-gemini-key-of-the-faults", processes: "a-gemini-key-of-the-processes" };

const fakes = { app: "fakeAppPort", gemini: "simulatorPort" };

/** The Worker as its own configuration has it, between an app and a Gemini whose ports have these names in global-setup.ts. */
const workerIn = (ports: typeof fakes, key: string, bindings: Record<string, string> = {}) =>
  cloudflareTest(({ inject }) => {
    const url = (port: string) => `http://127.0.0.1:${inject<number>(port)}`;
    const outside = {
      APP_ORIGIN: "http://localhost:3000",
      APP_URL: url(ports.app),
      GEMINI_BASE_URL: url(ports.gemini),
      GEMINI_API_KEY: key,
    };
    // What a deployment has set in the configuration is not for the tests.
    const unset = Object.fromEntries(ofWorker.map((name) => [name, ""]));
    return {
      wrangler: { configPath: "worker/wrangler.toml" },
      miniflare: { bindings: { ...unset, ...secrets, ...outside, SIMULATOR_CONTROL_URL: url("simulatorPort"), ...bindings } },
    };
  });

/** Every module goes to workerd as text, and of a package's most would be its source map. */
const packagesWithoutMaps: Plugin = {
  name: "packages-without-maps",
  enforce: "post",
  transform: (code, id) => (id.includes("/node_modules/") ? { code, map: { mappings: "" } } : null),
};

/**
 * Named as the app imports them. Vitest always leaves out `react` itself; with its renderers in the list, they share one React with the
 * components even where the project's path has a space.
 */
const packagesOfTheApp = [
  ...["@remix-run/cloudflare", "@remix-run/react", "@simplewebauthn/server", "fast-check", "jose", "kysely", "kysely-d1"],
  ...["react-dom", "react-dom/server.browser", "remix-auth", "remix-auth-form", "xstate", "zod"],
];

/**
 * A test waits for what it awaits, not for the machine: the limits only end one that hangs, and later than `longMs` of harness/wait.ts, which
 * says what was waited for. No test has a shorter one of its own.
 */
const patient = { hookTimeout: 180_000, testTimeout: 180_000 };
/** Twice two cores: rows of faults and kills, storms and replays wait for much of their time. */
const waiting = { ...patient, maxWorkers: 4 };
/** What never waits comes after it, a file for each core: every further runtime would read all the modules once more. */
const busy = { ...patient, maxWorkers: 2, sequence: { groupOrder: 1 } };
/** A page has no runtime, and each file waits a little for the modules. */
const pages = { ...patient, maxWorkers: 3, sequence: { groupOrder: 2 } };

export default defineConfig({
  test: {
    globalSetup: "harness/rig/global-setup.ts",
    silent: "passed-only",
    // A test waits for what it awaits, not for the machine.
    expect: { poll: { timeout: 30_000 } },
    sequence: { sequencer: AsListed },
    projects: [
      // The longest files first, by the order of `include` too: with one of them last, a core has nothing to do. The rows of faults wait for
      // much of their time, the paths of the charts never do: beside each other they fill both cores.
      {
        // The Worker between proxies: the built app behind one, the simulator behind the other. One interview at a time.
        plugins: [packagesWithoutMaps, workerIn({ app: "appProxyPort", gemini: "geminiProxyPort" }, geminiKey.faults)],
        test: {
          name: "faults",
          ...waiting,
          provide: { geminiKey: geminiKey.faults },
          include: ["reliability/faults/faults.test.ts"],
          setupFiles: ["harness/setup.ts", "reliability/faults/setup.ts"],
        },
      },
      {
        // Rows that need processes of their own, killed ones among them.
        test: {
          name: "fault-processes",
          ...waiting,
          provide: { geminiKey: geminiKey.processes },
          include: [
            "reliability/faults/processes/{kill,processes}.test.ts",
            "reliability/faults/processes/*.test.ts",
            "harness/rig/*.test.ts",
          ],
          environment: "node",
        },
      },
      {
        test: {
          name: "node",
          ...waiting,
          include: [
            "machines/models/models.test.ts",
            "scripts/{commands,probe}/*.test.ts",
            "{bench,contract,report,machines,sound,proto,simulator,scripts,migrations,docs}/**/*.test.ts",
            "reliability/documents/*.test.ts",
          ],
          environment: "node",
          // None of them leaves anything behind in its process, and each process costs a third of a second.
          isolate: false,
          setupFiles: "harness/setup.ts",
        },
      },
      {
        // Random schedules, one interview at a time, under a clock that is moved by hand.
        plugins: [
          packagesWithoutMaps,
          workerIn(fakes, "a-gemini-key-of-the-storms", {
            STORM_SEEDS: process.env["STORM_SEEDS"] ?? "80",
            STORM_FIRST_SEED: process.env["STORM_FIRST_SEED"] ?? "1",
          }),
        ],
        test: {
          name: "storms",
          ...waiting,
          include: ["reliability/storms/{odd,even}.test.ts", "reliability/storms/*.test.ts"],
          setupFiles: "harness/setup.ts",
        },
      },
      {
        plugins: [packagesWithoutMaps, workerIn(fakes, "a-gemini-key-of-the-tests")],
        test: {
          name: "worker",
          ...waiting,
          include: ["worker/session/replays.test.ts", "worker/**/*.test.ts"],
          setupFiles: ["harness/setup.ts", "worker/testing/setup.ts"],
          isolate: false,
        },
      },
      {
        plugins: [
          packagesWithoutMaps,
          cloudflareTest(async () => ({
            miniflare: {
              compatibilityDate: "2026-11-02",
              // The app has no sockets: the runner's own, by which every result comes, need not be compressed.
              compatibilityFlags: ["nodejs_compat", "no_web_socket_compression"],
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
        test: {
          name: "app",
          ...busy,
          // Packages as one module each: workerd asks for every module by itself.
          deps: { optimizer: { ssr: { enabled: true, include: packagesOfTheApp } } },
          include: ["app/**/*.server.test.ts"],
          setupFiles: ["harness/setup.ts", "app/testing/setup.ts"],
          // A start of workerd takes longer than most files, here and in the Worker's suite.
          isolate: false,
        },
      },
      {
        test: {
          name: "page",
          ...pages,
          include: ["{app,inspector}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.server.test.ts"],
          environment: "jsdom",
          setupFiles: ["harness/setup.ts", "harness/page-setup.ts"],
          // Each file has a page of its own, but modules are read once.
          pool: "vmThreads",
        },
      },
    ],
  },
});
