import { useEffect, useState } from "react";
import type { ChartView } from "./chart-view.ts";
import { machines } from "./machines.ts";
import type { Side } from "./observation.ts";

type Charts = Record<Side, ChartView>;

/** The laid out charts; null until they are ready. The layout library is loaded only on this page. */
export const useCharts = (): Charts | null => {
  const [charts, setCharts] = useState<Charts | null>(null);
  useEffect(() => {
    let isThere = true;
    const draw = async () => {
      const { layOutChart } = await import("./chart-layout.ts");
      const [interview, call, feedback] = await Promise.all([
        layOutChart(machines.interview),
        layOutChart(machines.call),
        layOutChart(machines.feedback),
      ]);
      if (isThere) setCharts({ interview, call, feedback });
    };
    void draw();
    return () => {
      isThere = false;
    };
  }, []);
  return charts;
};
