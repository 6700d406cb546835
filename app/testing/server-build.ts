import type { ServerBuild } from "@remix-run/cloudflare";
import * as entry from "../entry.server.tsx";
import * as root from "../root.tsx";

type RouteModule = ServerBuild["routes"][string]["module"];

const files = import.meta.glob<RouteModule>(["../routes/*.ts", "../routes/*/route.tsx", "!**/*.test.ts"], { eager: true });

/** `api.interviews.$id` as `api/interviews/:id`, `a[.]b` as `a.b`: the flat-route names that this app uses. */
const pathOf = (name: string): string =>
  name
    .split(/(?<!\[)\.(?!\])/)
    .map((segment) => segment.replace(/^\$$/, "*").replace(/^\$/, ":").replaceAll("[.]", "."))
    .join("/");

const routes = Object.entries(files).map(([file, module]) => {
  const name = file.replace("../routes/", "").replace(/\/route\.tsx$|\.ts$/, "");
  const place = name === "_index" ? { index: true } : { path: pathOf(name) };
  return [`routes/${name}`, { id: `routes/${name}`, parentId: "root", module, ...place }] as const;
});

const manifestRoutes = [["root", { id: "root", module: root as RouteModule, path: "" }] as const, ...routes].map(([id, route]) => {
  const { module, ...place } = route;
  const has = (name: string) => name in module;
  return [
    id,
    {
      ...place,
      module: `/assets/${id}.js`,
      hasLoader: has("loader"),
      hasAction: has("action"),
      hasErrorBoundary: has("ErrorBoundary"),
      hasClientAction: false,
      hasClientLoader: false,
    },
  ] as const;
});

/** The app as Remix's compiler would hand it to the server, made from the same modules without the compiler. */
export const build: ServerBuild = {
  mode: "production",
  entry: { module: entry },
  routes: { root: { id: "root", path: "", module: root as RouteModule }, ...Object.fromEntries(routes) },
  assets: {
    version: "test",
    url: "/assets/manifest.js",
    entry: { module: "/assets/entry.client.js", imports: [] },
    routes: Object.fromEntries(manifestRoutes),
  },
  publicPath: "/",
  assetsBuildDirectory: "build/client",
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_singleFetch: true,
    v3_lazyRouteDiscovery: false,
  },
  isSpaMode: false,
};
