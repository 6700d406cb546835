import * as z from "zod";

const locked = z.object({
  name: z.string(),
  version: z.string(),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});
type Lock = z.output<typeof locked>;
export const readLock = (text: string): Lock => locked.parse(JSON.parse(text));

/** Licences that may ship or be worked with without asking anybody. */
const fine = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "Unlicense",
  "CC0-1.0",
  "BlueOak-1.0.0",
  "Python-2.0",
  "CC-BY-4.0",
  "MPL-2.0",
  "Zlib",
]);
const isFine = (license: string): boolean => {
  const alternatives = license.replaceAll(/[()]/g, "").split(" OR ");
  return alternatives.some((one) => one.split(" AND ").every((it) => fine.has(it.trim())));
};

const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/**
 * What is wrong with the packages of a lock file, one line each: no hash of the content, an address other than the registry's, a licence that
 * was not accepted, or an install script that was not allowed. `waived` has licences that are accepted for single packages.
 */
export const problemsOf = (
  lock: Lock,
  { allowedScripts, waived }: { allowedScripts: string[]; waived: Record<string, string> },
): string[] =>
  Object.entries(lock.packages).flatMap(([path, it]) => {
    // What a package brings along inside itself has that one's hash.
    if (path === "" || it.link || it.inBundle) return [];
    const name = nameOf(path);
    return [
      ...(it.integrity === undefined ? [`${name}: no hash of its content`] : []),
      ...(it.resolved === undefined ? [] : [`${name}: an address of its own`]),
      ...(it.hasInstallScript && !allowedScripts.includes(name) ? [`${name}: a script that runs when it is installed`] : []),
      ...(isFine(it.license ?? "none") || (it.license !== undefined && waived[name] === it.license)
        ? []
        : [`${name}: licence ${it.license ?? "none"}`]),
    ];
  });

/** The bill of materials in CycloneDX 1.6: everything the lock file names, what only building and testing needs marked as such. */
export const billOf = (lock: Lock): object => ({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", name: lock.name, version: lock.version } },
  components: Object.entries(lock.packages)
    .filter(([path, it]) => path !== "" && !it.link)
    .map(([path, it]) => ({
      type: "library",
      name: nameOf(path),
      version: it.version,
      purl: `pkg:npm/${nameOf(path).replace("@", "%40")}@${it.version}`,
      scope: it.dev ? "excluded" : it.optional ? "optional" : "required",
      ...(it.license && { licenses: [{ expression: it.license }] }),
      ...(it.integrity && {
        hashes: [{ alg: "SHA-512", content: Buffer.from(it.integrity.replace(/^sha512-/, ""), "base64").toString("hex") }],
      }),
    })),
});
