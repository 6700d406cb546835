import { cloudflareDevProxyVitePlugin as cloudflareDevProxy, vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

declare module "@remix-run/cloudflare" {
  interface Future {
    v3_singleFetch: true;
  }
}

// Only `npm run dev` serves from here; it says where the local D1 and the bindings are.
const { PREPPAL_STATE: state, PREPPAL_VARS: vars, PREPPAL_INSPECTOR: inspector = "" } = process.env;
const devProxy = { ...(state && { persist: { path: `${state}/v3` } }), ...(vars && { envFiles: [vars] }) };

export default defineConfig({
  plugins: [cloudflareDevProxy(devProxy), remix(remixConfig), tailwindcss()],
  server: { port: Number(process.env["APP_PORT"] ?? 3000), strictPort: true },
  // Where the machines are watched; scripts/product/inspect.ts.
  define: { "globalThis.__INSPECTOR__": JSON.stringify(inspector) },
  // Worklets are module files of their own: an inlined data: URL would need a wider script-src.
  worker: { format: "es" },
  // es2022 leaves private fields as they are: as WeakMaps they would cost the audio thread a lookup for each sample.
  build: { assetsInlineLimit: 0, sourcemap: false, target: "es2022" },
});
