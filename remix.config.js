// /dev/… are pages for developers: with hot reload, and in a build that is made for watching.
const { NODE_ENV, PREPPAL_BUILD, PREPPAL_INSPECTOR } = process.env;
const isForDevelopers = NODE_ENV !== "production" || Boolean(PREPPAL_INSPECTOR);

/** Options of the Remix Vite plugin, imported by vite.config.ts. */
export default {
  ssr: true,
  buildDirectory: PREPPAL_BUILD || "build",
  ignoredRouteFiles: ["**/*.test.*", ...(isForDevelopers ? [] : ["**/dev.*", "**/dev.*/**"])],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    // Sent with the page, this many routes cost nothing; asked for one by one they are matched again for every part of an address.
    v3_lazyRouteDiscovery: false,
    v3_routeConfig: false,
    // With hot reload every dependency is prepared before the first page is served: one that is met later reloads the page, or breaks it.
    unstable_optimizeDeps: true,
  },
};
