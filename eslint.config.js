import importX from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const root = import.meta.dirname;
const zone = (target, from, message, except = []) => ({ target: `${root}/${target}`, from: `${root}/${from}`, message, except });

/** Who may import whom: the table of docs/architecture.md. */
const zones = [
  ...["machines", "sound", "proto", "migrations", "worker", "app", "simulator"].map((from) =>
    zone("contract", from, "the contract imports nothing of ours"),
  ),
  ...["proto", "migrations", "worker", "app", "simulator"].map((from) =>
    zone("machines", from, "machines import xstate and the contract only"),
  ),
  ...["machines", "proto", "migrations", "worker", "app", "simulator"].map((from) => zone("sound", from, "sound is pure")),
  ...["machines", "worker", "app", "simulator"].map((from) => zone("proto", from, "proto imports nothing of ours")),
  ...["machines", "proto", "worker", "app"].map((from) => zone("migrations", from, "migrations import nothing of ours")),
  zone("worker", "app", "the Worker never imports the app"),
  zone("worker", "migrations", "the Worker has no D1"),
  zone("app", "worker", "the app never imports the Worker"),
  ...["call", "ui", "feedback"].flatMap((target) =>
    ["server", "limits", "auth", "interviews", "routes"].map((from) =>
      zone(`app/${target}`, `app/${from}`, "what is shown never imports what the server does"),
    ),
  ),
  ...["limits", "auth", "interviews", "routes"].map((from) =>
    zone("app/server", `app/${from}`, "the server's ground imports nothing above it"),
  ),
  ...["auth", "interviews", "routes"].map((from) => zone("app/limits", `app/${from}`, "limits know no accounts")),
  ...["interviews", "routes"].map((from) => zone("app/auth", `app/${from}`, "auth knows no interviews")),
  ...["contract", "machines", "worker", "app"].map((from) => zone("simulator", from, "the simulator knows Google's wire only")),
  ...["contract", "machines", "sound", "proto", "worker", "app", "migrations"].map((target) =>
    zone(target, "simulator", "the product never imports the simulator"),
  ),
];

export default defineConfig(
  globalIgnores([
    "build",
    "node_modules",
    "**/.wrangler",
    "proto/gen",
    "worker/worker-configuration.d.ts",
    "test-results",
    "playwright-report",
  ]),
  tseslint.configs.recommended,
  {
    plugins: { "import-x": importX },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-namespace": "off",
      "no-console": "off",
      eqeqeq: "error",
    },
  },
  { files: ["{app,inspector}/**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  {
    files: ["machines/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^(?!xstate$|xstate/|\\.\\.?/)", message: "machines import xstate and the contract only" }] },
      ],
    },
  },
  // Tests may look at anything beside the product: the simulator is their other side.
  {
    files: ["**/*.test.{ts,tsx}", "**/testing/**", "harness/**"],
    rules: { "import-x/no-restricted-paths": "off", "no-restricted-imports": "off" },
  },
);
