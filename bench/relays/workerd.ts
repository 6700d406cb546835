import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** A Worker as workerd itself serves it: without Wrangler's proxy in front of it. `objects` are classes by the name of their binding. */
export type WorkerdService = {
  script: string;
  port: number;
  objects: Record<string, string>;
  vars: Record<string, string>;
  flags: string[];
  /** V8's own, as `--trace-gc`. */
  v8Flags?: string[];
};

const text = (value: string): string => JSON.stringify(value);

/** Writes workerd's configuration, with storage in `folder`, and answers its path. */
export const writeWorkerdConfig = (folder: string, { script, port, objects, vars, flags, v8Flags = [] }: WorkerdService): string => {
  const storage = join(folder, "objects");
  rmSync(storage, { recursive: true, force: true });
  mkdirSync(storage, { recursive: true });
  const file = join(folder, "workerd.capnp");
  const namespaces = Object.values(objects).map((name) => `(className = ${text(name)}, uniqueKey = ${text(name)}, enableSql = true)`);
  const bindings = [
    ...Object.entries(objects).map(([name, of]) => `(name = ${text(name)}, durableObjectNamespace = ${text(of)})`),
    ...Object.entries(vars).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
  ];
  writeFileSync(
    file,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "index.js", esModule = embed ${text(relative(dirname(file), script))})],
      compatibilityDate = "2026-11-02",
      compatibilityFlags = [${flags.map(text).join(", ")}],
      bindings = [${bindings.join(", ")}],
      durableObjectNamespaces = [${namespaces.join(", ")}],
      durableObjectStorage = (localDisk = "objects"),
    )),
    (name = "objects", disk = (path = ${text(storage)}, writable = true)),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  v8Flags = [${v8Flags.map(text).join(", ")}],
  sockets = [(name = "http", address = ${text(`127.0.0.1:${port}`)}, http = (), service = "main")],
);
`,
  );
  return file;
};
