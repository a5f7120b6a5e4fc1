import { evaluate, type Place } from "./evaluate.ts";
import { homeId, idOf, type Home } from "./ids.ts";
import { isList, list, object, text, type Json, type JsonObject } from "./json.ts";
import { runtime } from "./runtime.ts";

/** A resource as it would be sent to Azure. */
export interface Deployed {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly id: string;
  /** Id of what it is deployed at: a resource, a resource group or a subscription. */
  readonly scope: string;
  /** Its other members: `properties`, `location`, `tags`, `sku`, `kind`, `identity`. */
  readonly body: JsonObject;
}

interface Deployment {
  readonly resources: readonly Deployed[];
  readonly outputs: JsonObject;
}

/** A resource of a template, or one turn of its loop. */
interface Entry {
  readonly symbol: string;
  readonly source: JsonObject;
  readonly index: number;
}

const deploymentType = "Microsoft.Resources/deployments";

/** Works a template out as Azure would, up to what only Azure can know (runtime.ts). */
export function deploy(template: JsonObject, given: JsonObject, home: Home): Deployment {
  return new Work(template, given, home).run();
}

class Work {
  readonly #template: JsonObject;
  readonly #given: JsonObject;
  readonly #home: Home;
  readonly #entries: readonly Entry[];
  /** Deployments of modules: the first time that something refers to one, or its turn comes. */
  readonly #modules = new Map<string, Deployment>();

  constructor(template: JsonObject, given: JsonObject, home: Home) {
    this.#template = template;
    this.#given = given;
    this.#home = home;
    const { resources = [] } = template;
    const named = isList(resources) ? [...resources.entries()] : Object.entries(object(resources));
    this.#entries = named.map(([symbol, source]) => ({
      symbol: `${symbol}`,
      source: object(source),
      index: 0,
    }));
  }

  run(): Deployment {
    const resources = this.#entries
      .flatMap((entry) => this.#turnsOf(entry))
      .filter(({ source }) => source.existing !== true)
      .filter(({ source, index }) => evaluate(source.condition ?? true, this.#place(index)) === true)
      .flatMap((entry) =>
        entry.source.type === deploymentType ? this.#module(entry).resources : [this.#send(entry)],
      );
    const outputs = Object.entries(object(this.#template.outputs ?? {})).map(
      ([name, output]): readonly [string, Json] => [
        name,
        { value: evaluate(object(output).value ?? null, this.#place(0)) },
      ],
    );
    return { resources, outputs: Object.fromEntries(outputs) };
  }

  #turnsOf(entry: Entry): Entry[] {
    if (entry.source.copy === undefined) return [entry];
    const count = Number(evaluate(object(entry.source.copy).count ?? 0, this.#place(0)));
    return Array.from({ length: count }, (_, index) => ({ ...entry, index }));
  }

  #send({ source, index }: Entry): Deployed {
    const { scope } = source;
    const place = this.#place(index);
    const at = scope === undefined ? homeId(this.#home) : text(evaluate(scope, place));
    const name = text(evaluate(source.name ?? "", place));
    const type = text(source.type);
    const { properties, location, tags, sku, kind, identity } = source;
    const members = Object.entries({ properties, location, tags, sku, kind, identity }).flatMap(
      ([member, value]) => (value === undefined ? [] : [[member, evaluate(value, place)] as const]),
    );
    return {
      type,
      apiVersion: text(source.apiVersion),
      name,
      id: idOf(at, type, name.split("/")),
      scope: at,
      body: Object.fromEntries(members),
    };
  }

  #module({ symbol, source, index }: Entry): Deployment {
    const key = `${symbol} ${index}`;
    const known = this.#modules.get(key);
    if (known !== undefined) return known;
    const place = this.#place(index);
    const { template = {}, parameters = {} } = object(source.properties);
    const values = Object.entries(object(parameters)).map(([name, value]): readonly [string, Json] => [
      name,
      object(evaluate(value, place)).value ?? null,
    ]);
    const { subscriptionId, resourceGroup } = source;
    const deployment = deploy(object(template), Object.fromEntries(values), {
      subscriptionId:
        subscriptionId === undefined ? this.#home.subscriptionId : text(evaluate(subscriptionId, place)),
      resourceGroup:
        resourceGroup === undefined ? this.#home.resourceGroup : text(evaluate(resourceGroup, place)),
    });
    this.#modules.set(key, deployment);
    return deployment;
  }

  #place(index: number): Place {
    return { call: (name, args) => this.#call(name, args, index) };
  }

  #call(name: string, args: readonly Json[], index: number): Json | undefined {
    const [first] = args;
    const subscription = `/subscriptions/${this.#home.subscriptionId}`;
    switch (name) {
      case "parameters":
        return this.#parameter(text(first));
      case "variables":
        return this.#variable(text(first), this.#place(index));
      case "copyIndex":
        return index;
      case "subscription":
        return { subscriptionId: this.#home.subscriptionId, id: subscription };
      case "resourceGroup":
        return { id: homeId(this.#home) };
      case "deployment":
        return { name: "deployment", location: "westeurope" };
      case "resourceId":
        return idOf(homeId(this.#home), text(first), args.slice(1).map(text));
      case "subscriptionResourceId":
        return idOf(subscription, text(first), args.slice(1).map(text));
      case "reference":
        return this.#reference(text(first), args[2] === "full");
      default:
        return runtime.call(name, args);
    }
  }

  #variable(name: string, place: Place): Json {
    const { copy = [], ...variables } = object(this.#template.variables);
    const loop = list(copy).find((one) => object(one).name === name);
    return loop === undefined
      ? evaluate(variables[name] ?? null, place)
      : (object(evaluate({ copy: [loop] }, place))[name] ?? null);
  }

  #parameter(name: string): Json {
    const given = this.#given[name];
    if (given !== undefined) return given;
    const fallback = object(object(this.#template.parameters)[name]).defaultValue;
    if (fallback === undefined) throw new Error(`The parameter ${name} is not given`);
    return evaluate(fallback, this.#place(0));
  }

  /** Of a module its outputs; of a resource, by its symbol or its id, what Azure would know of it. */
  #reference(target: string, full: boolean): Json {
    const [, loop = target, turn] = /^(\w+)\[(\d+)\]$/.exec(target) ?? [];
    const found = this.#entries.find(({ symbol }) => symbol === loop);
    const entry = found && { ...found, index: Number(turn ?? 0) };
    if (entry?.source.type === deploymentType) return { outputs: this.#module(entry).outputs };
    const resource = runtime.resource(entry === undefined ? target : this.#send(entry).id);
    return full ? resource : object(resource.properties);
  }
}
