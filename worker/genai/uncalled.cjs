// Stands in for what the SDK's client imports and no Worker calls (worker/wrangler.toml).
