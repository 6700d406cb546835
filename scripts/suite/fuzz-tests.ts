/** The tests that take their number of cases from `runs` of harness/fuzz.ts. */
export const fuzzTests = [
  "app/server/fuzz.server.test.ts",
  "report/invariants.test.ts",
  "worker/session/client/wire.test.ts",
  "worker/session/fuzz.test.ts",
];
