/** The secrets in the bindings of all tests: long enough for app and Worker to start, and easy to find in logs. */
export const secrets = {
  JWT_SECRET: "a jwt secret of the tests, 32 characters",
  WORKER_SHARED_SECRET: "a shared secret of the tests, 32 characters",
  SESSION_SECRET: "a session secret of the tests, 32 characters",
};
