import { readFileSync } from "node:fs";
import importX from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const root = import.meta.dirname;
const mayImport = JSON.parse(readFileSync(new URL("import-rules.json", import.meta.url), "utf8"));
const rooms = Object.keys(mayImport);

/** Who may import whom: a room may import itself and what import-rules.json says, and of ours nothing else. */
const zones = rooms.map((room) => {
  const inner = rooms.filter((other) => other.startsWith(`${room}/`));
  return {
    target: inner.length > 0 ? `${root}/${room}/*` : `${root}/${room}`,
    from: root,
    except: [room, ...mayImport[room], "node_modules", "build"],
    message: `${room} may import ${mayImport[room].join(", ") || "nothing of ours"}: import-rules.json`,
  };
});

const wholeZod = {
  selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier[imported.name='z']",
  message: 'import * as z from "zod": `z` alone brings every language of its messages into the bundle',
};
const encodedPath = {
  selector: "MemberExpression[property.name='pathname'] > NewExpression[callee.name='URL'][arguments.1.object.type='MetaProperty']",
  message: "a file's path is import.meta.dirname's: in an address blanks and letters beyond ASCII are encoded",
};
const straightApostrophes = ["Literal[value=/\\w'\\w/]", "JSXText[value=/\\w'\\w/]", "TemplateElement[value.raw=/\\w'\\w/]"].map(
  (selector) => ({
    selector,
    message: "what a person reads has curly apostrophes",
  }),
);

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
      "no-restricted-syntax": ["error", wholeZod, encodedPath],
      "no-console": "off",
      eqeqeq: "error",
    },
  },
  {
    files: ["{app,contract}/**/*.{ts,tsx}"],
    // Not what a program reads, nor what a person says.
    ignores: ["**/*.test.{ts,tsx}", "**/testing/**", "app/server/**", "app/feedback/delivery/**", "app/feedback/sample/**"],
    rules: { "no-restricted-syntax": ["error", wholeZod, encodedPath, ...straightApostrophes] },
  },
  { files: ["{app,inspector}/**/*.{ts,tsx}"], ...reactHooks.configs.flat.recommended },
  {
    files: ["machines/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^(?!xstate$|xstate/|\\.\\.?/)", message: "machines import xstate and the contract only" },
            { regex: "/contract/(?!(codes|limits|vocabulary)\\.ts$)", message: "machines import the contract's words and numbers only" },
          ],
        },
      ],
    },
  },
  // What a Worker loads as it starts, and what a page may load with it (docs/decisions/0016).
  {
    files: ["{contract,report,worker}/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: [{ name: "zod", message: "zod/mini: the Worker starts sooner without Zod's methods" }] }],
    },
  },
  // Tests may look at anything beside the product: the simulator is their other side.
  {
    files: ["**/*.test.{ts,tsx}", "**/testing/**", "{harness,reliability,e2e}/**"],
    rules: { "import-x/no-restricted-paths": "off", "no-restricted-imports": "off" },
  },
);
