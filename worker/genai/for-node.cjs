// Stands in for what the SDK's client imports for Node's sake and no Worker calls (worker/wrangler.toml).
