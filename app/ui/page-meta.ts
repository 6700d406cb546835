import type { MetaDescriptor } from "@remix-run/cloudflare";

/** The title and the description of one page. */
export const pageMeta = (title: string, description: string): MetaDescriptor[] => [
  { title },
  { name: "description", content: description },
];
