import type { MetaDescriptor } from "@remix-run/cloudflare";

/** The title and description of a page. */
export const pageMeta = (title: string, description: string): MetaDescriptor[] => [
  { title },
  { name: "description", content: description },
];
