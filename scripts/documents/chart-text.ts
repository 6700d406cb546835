import type { AnyStateMachine, AnyStateNode } from "xstate";
import { type ChartTransition, actionsOf, branchesOf, nameOf, withDescendants } from "../../machines/chart.ts";

/** A chart as a Mermaid state diagram: nested and parallel states, every transition with its guard and actions, entry and exit as notes. */
export const mermaidOf = (machine: AnyStateMachine): string =>
  ["stateDiagram-v2", ...anywhere(machine.root).map((line) => `  ${line}`), ...inside(machine.root)].join("\n");

/** What the chart does in every state. Mermaid has no other place for it than a state of its own. */
const anywhere = (root: AnyStateNode): string[] => [
  `state "in every state" as ${idOf(root)}`,
  ...branchesOf(root).flatMap((branch) => (branch.definition.target ?? []).map((target) => arrow(root, target, branch))),
  ...noteLines(root),
];

const inside = (node: AnyStateNode): string[] => {
  const children = Object.values(node.states);
  const regions = children.map(stateLines);
  const separated = node.type === "parallel" ? regions.flatMap((it, index) => (index === 0 ? it : ["--", ...it])) : regions.flat();
  const start = node.type === "compound" ? [`[*] --> ${idOf(firstOf(node))}`] : [];
  // Mermaid puts a state where it was named last: the arrows, which may name states of states, come first.
  return [...start, ...arrowsWithin(node), ...separated].map((line) => `  ${line}`);
};

const stateLines = (node: AnyStateNode): string[] => {
  const head = `state "${node.key}" as ${idOf(node)}`;
  const body = Object.keys(node.states).length === 0 ? [head] : [`${head} {`, ...inside(node), "}"];
  return [...body, ...noteLines(node), ...(node.type === "final" ? [`${idOf(node)} --> [*]`] : [])];
};

const noteLines = (node: AnyStateNode): string[] => {
  const [entry, exit] = [node.entry, node.exit].map(actionsOf);
  const lines = [
    ...node.invoke.map(({ src }) => `do ${String(src)}`),
    ...(entry?.length ? [`entry / ${entry.join(", ")}`] : []),
    ...(exit?.length ? [`exit / ${exit.join(", ")}`] : []),
    ...branchesOf(node)
      .filter(({ targets }) => targets.length === 0)
      .map(arrowText),
  ];
  return lines.length === 0 ? [] : [`note right of ${idOf(node)}`, ...lines.map((line) => `  ${line}`), "end note"];
};

/** Every arrow is written in the innermost state that holds both of its ends. */
const arrowsWithin = (node: AnyStateNode): string[] => {
  const [, ...inner] = withDescendants(node);
  return inner.flatMap((source) =>
    branchesOf(source).flatMap((branch) =>
      (branch.definition.target ?? [])
        .filter((target) => innermost(source, target) === node)
        .map((target) => arrow(source, target, branch)),
    ),
  );
};

const arrow = (source: AnyStateNode, target: AnyStateNode, branch: ChartTransition): string =>
  `${idOf(source)} --> ${idOf(target)} : ${arrowText(branch)}`;

const arrowText = ({ event, guard, actions }: ChartTransition): string =>
  [event === "always" && guard ? "" : event, guard ? `[${guard}]` : "", actions.length > 0 ? `/ ${actions.join(", ")}` : ""]
    .filter((part) => part !== "")
    .join(" ");

const innermost = (a: AnyStateNode, b: AnyStateNode): AnyStateNode => {
  const holders = new Set(holdersOf(b));
  return holdersOf(a).find((node) => holders.has(node)) ?? a.machine.root;
};

const holdersOf = (node: AnyStateNode): AnyStateNode[] => (node.parent ? [node.parent, ...holdersOf(node.parent)] : []);
const idOf = (node: AnyStateNode): string => nameOf(node).replaceAll(".", "_");
const firstOf = (node: AnyStateNode): AnyStateNode => node.initial.target[0] ?? node;

/** A chart as the configuration that Stately's editor imports: states, targets and the names of everything else. */
export const configOf = (machine: AnyStateMachine): object => ({ id: machine.id, ...nodeConfig(machine.root) });

const nodeConfig = (node: AnyStateNode): object => {
  const branches = branchesOf(node);
  const [entry, exit] = [node.entry, node.exit].map((actions) => actionsOf(actions).map(typed));
  const of = (kind: RegExp) =>
    grouped(
      branches.filter(({ event }) => kind.test(event)),
      kind,
    );
  const invoke = node.invoke.map(({ id, src }) => ({
    id,
    src: String(src),
    ...(branches.some(({ event }) => event === `done ${String(src)}`) && { onDone: of(/^done /)[String(src)] }),
    ...(branches.some(({ event }) => event === `failed ${String(src)}`) && { onError: of(/^failed /)[String(src)] }),
  }));
  const states = Object.entries(node.states).map(([key, child]) => [key, nodeConfig(child)]);
  return {
    ...(node.type === "parallel" || node.type === "final" ? { type: node.type } : {}),
    ...(node.type === "compound" ? { initial: firstOf(node).key } : {}),
    ...present("tags", node.tags),
    ...present("entry", entry),
    ...present("exit", exit),
    ...present("invoke", invoke),
    ...present("always", of(/^always$/).always),
    ...present("after", of(/^after /)),
    ...present("on", of(/^(?!always$|after |done |failed )/)),
    ...present("states", Object.fromEntries(states)),
  };
};

const typed = (type: string): object => ({ type });

const present = (name: string, value: unknown): object => (Object.keys(value ?? {}).length === 0 ? {} : { [name]: value });

const grouped = (branches: readonly ChartTransition[], prefix: RegExp): Record<string, object[]> => {
  const groups: Record<string, object[]> = {};
  for (const { event, definition, guard, actions } of branches) {
    const name = event === "always" ? event : event.replace(prefix, "");
    const target = definition.target?.map(({ id }) => `#${id}`)[0];
    (groups[name] ??= []).push({
      ...(target && { target }),
      ...(guard && { guard: typed(guard) }),
      ...present("actions", actions.map(typed)),
    });
  }
  return groups;
};
