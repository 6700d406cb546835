/** The secrets of every test's bindings; long enough for the halves to start, and easy to find in what they log. */
export const secrets = {
  JWT_SECRET: "a jwt secret of the tests, 32 characters",
  WORKER_SHARED_SECRET: "a shared secret of the tests, 32 characters",
  SESSION_SECRET: "a session secret of the tests, 32 characters",
};
