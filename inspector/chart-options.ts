import type { LayoutOptions } from "elkjs/lib/elk-api.js";

type Level = "root" | "top" | "nested";

/** ELK's layout options for the inside of a box; sizes in px. */
export const boxOptions = (level: Level, header: { width: number; height: number }): LayoutOptions => ({
  ...layered,
  ...levels[level],
  "elk.padding": `[top=${header.height + 14},left=18,bottom=18,right=18]`,
  "elk.nodeSize.constraints": "MINIMUM_SIZE",
  // With the direction downwards ELK works on a transposed graph, and takes this pair transposed.
  "elk.nodeSize.minimum": level === "nested" ? `(${header.height}, ${header.width})` : `(${header.width}, ${header.height})`,
});

const layered: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.edgeLabels.inline": "true",
  "elk.edgeLabels.placement": "CENTER",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.spacing.nodeNode": "20",
  "elk.spacing.edgeNode": "14",
  "elk.spacing.edgeEdge": "10",
  "elk.spacing.edgeLabel": "4",
  "elk.layered.spacing.nodeNodeBetweenLayers": "24",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
  "elk.layered.feedbackEdges": "true",
};

const levels: Record<Level, LayoutOptions> = {
  root: {
    "elk.hierarchyHandling": "SEPARATE_CHILDREN",
    "elk.json.shapeCoords": "ROOT",
    "elk.json.edgeCoords": "ROOT",
    // Only for the root: with lines that cross the borders of boxes ELK fails on these two, and the priorities of the lines serve instead.
    "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  },
  top: { "elk.hierarchyHandling": "INCLUDE_CHILDREN" },
  nested: {},
};
