import ELK from "elkjs/lib/elk.bundled.js";
import type { AnyStateMachine } from "xstate";
import { chartGraph } from "./chart-graph.ts";
import { chartPlan } from "./chart-plan.ts";
import { type ChartView, chartView } from "./chart-view.ts";

/** Lays out a machine's chart. The interview's takes 2 to 3 s, and ELK is 1.5 MB, so only a page that shows a chart imports this. */
export const layOutChart = async (machine: AnyStateMachine): Promise<ChartView> => {
  const plan = chartPlan(chartGraph(machine));
  return chartView(plan, await new ELK().layout(plan.elk));
};
