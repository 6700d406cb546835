import { cloudflareDevProxyVitePlugin as cloudflareDevProxy, vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixConfig from "./remix.config.js";

declare module "@remix-run/cloudflare" {
  interface Future {
    v3_singleFetch: true;
  }
}

export default defineConfig({
  plugins: [cloudflareDevProxy({ persist: { path: `${process.env["STATE_DIR"] ?? ".wrangler/state"}/v3` } }), remix(remixConfig), tailwindcss()],
  server: { port: Number(process.env["APP_PORT"] ?? 3000), strictPort: true },
  resolve: { alias: { "~": new URL("./app", import.meta.url).pathname } },
  // Worklets are classic files of their own: an inlined data: URL would need a wider script-src.
  build: { assetsInlineLimit: 0, sourcemap: false },
});
