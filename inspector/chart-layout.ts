import ELK from "elkjs/lib/elk.bundled.js";
import type { AnyStateMachine } from "xstate";
import { chartGraph } from "./chart-graph.ts";
import { chartPlan } from "./chart-plan.ts";
import { type ChartView, chartView } from "./chart-view.ts";

/** Draws a machine: for the interview's 2 to 3 s of work, and 1.5 MB of ELK, so only a page that shows a chart imports this. */
export const layOutChart = async (machine: AnyStateMachine): Promise<ChartView> => {
  const plan = chartPlan(chartGraph(machine));
  return chartView(plan, await new ELK().layout(plan.elk));
};
