import type { LinksFunction, MetaFunction } from "@remix-run/cloudflare";
import stylesheet from "../../../inspector/inspector.css?url";
import { MachinesPage } from "../../../inspector/machines-page.tsx";
import { useCharts } from "../../../inspector/use-charts.ts";
import { pageMeta } from "../../ui/page-meta.ts";
import { useRelay } from "../../../inspector/use-relay.ts";

export const meta: MetaFunction = () => pageMeta("Machines · PrepPal", "The state charts of one interview, live.");

export const links: LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

/** For developers. Not part of production builds (remix.config.js). */
export default function Machines() {
  const charts = useCharts();
  const { timeline, status } = useRelay(globalThis.__INSPECTOR__ ?? "");
  return <MachinesPage charts={charts} timeline={timeline} status={status} />;
}
