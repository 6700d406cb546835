import { type Actor, type ActorOptions, type AnyActorLogic, type AnyActorScope, type AnyStateMachine, createActor } from "xstate";

/** Implementations of a chart's ports, as `.provide()` takes them. */
export type PortsOf<Machine extends AnyStateMachine> = Parameters<Machine["provide"]>[0];
/** Some of a chart's effects, for a host that supplies them from several places. */
export type EffectsOf<Machine extends AnyStateMachine> = PortsOf<Machine>["actions"];

type Effect = (args: { system: object }, params: unknown) => void;
type Ports = { actors: Record<string, AnyActorLogic>; actions: Record<string, Effect> };

/**
 * One machine for all objects of an isolate. `.provide()` copies every node of a chart, an eighth of a megabyte for the interview's, which
 * every garbage collection then has to trace. Here it is called once, and each implementation finds the ports of its actor by the actor's
 * system.
 */
export class SharedMachine<Machine extends AnyStateMachine> {
  readonly #chart: Machine;
  readonly #portsOf = new WeakMap<object, Ports>();
  #machine: AnyStateMachine | null = null;
  /**
   * The ports of the actor that is being created. Its system is not known until its first state has been computed, which may start other
   * actors.
   */
  #beginning: Ports | null = null;

  constructor(chart: Machine) {
    this.#chart = chart;
  }

  /** Creates an actor of the chart with its own ports. All actors must be given ports of the same names. */
  createActor(ports: PortsOf<Machine>, options: ActorOptions<Machine>): Actor<Machine> {
    const { actors = {}, actions = {} } = ports as Partial<Ports>;
    this.#beginning = { actors, actions };
    try {
      this.#machine ??= this.#share(this.#beginning);
      const actor = createActor(this.#machine as Machine, options);
      this.#portsOf.set(actor.system, this.#beginning);
      return actor;
    } finally {
      this.#beginning = null;
    }
  }

  #share({ actors, actions }: Ports): AnyStateMachine {
    return this.#chart.provide({
      actors: Object.fromEntries(Object.keys(actors).map((name) => [name, this.#logicNamed(name)])),
      actions: Object.fromEntries(
        Object.keys(actions).map((name): [string, Effect] => [
          name,
          (args, params) => this.#find(args.system).actions[name]?.(args, params),
        ]),
      ),
    });
  }

  #logicNamed(name: string): AnyActorLogic {
    const of = ({ system }: AnyActorScope): AnyActorLogic => {
      const logic = this.#find(system).actors[name];
      if (!logic) throw new Error(`The port "${name}" has no actor`);
      return logic;
    };
    return {
      getInitialSnapshot: (scope, input) => of(scope).getInitialSnapshot(scope, input),
      start: (snapshot, scope) => of(scope).start?.(snapshot, scope),
      transition: (snapshot, event, scope) => of(scope).transition(snapshot, event, scope),
      getPersistedSnapshot: (snapshot) => snapshot,
    };
  }

  #find(system: object): Ports {
    const ports = this.#portsOf.get(system) ?? this.#beginning;
    if (!ports) throw new Error("An actor that nobody provided for");
    return ports;
  }
}
