import { parse, type Expression } from "./expression.ts";
import { functions } from "./functions.ts";
import { isList, isObject, list, object, text, type Json } from "./json.ts";

/** Where an expression stands: what `parameters`, `reference` and the like answer there. */
export interface Place {
  /** Undefined: no such function here. */
  call(name: string, args: readonly Json[]): Json | undefined;
}

type Locals = Readonly<Record<string, Json>>;

function run(expression: Expression, place: Place, locals: Locals): Json {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "member": {
      const [of, at] = [run(expression.of, place, locals), run(expression.at, place, locals)];
      const found = typeof at === "number" ? list(of)[at] : object(of)[text(at)];
      if (found === undefined) throw new Error(`Nothing at ${JSON.stringify(at)} of ${JSON.stringify(of)}`);
      return found;
    }
    case "call":
      return call(expression, place, locals);
  }
}

function call({ name, args }: Expression & { kind: "call" }, place: Place, locals: Locals): Json {
  const [first, second, third] = args;
  if (name === "if" && first && second && third)
    return run(run(first, place, locals) === true ? second : third, place, locals);
  if ((name === "map" || name === "filter") && first && second?.kind === "call") {
    const [variable, body] = second.args;
    if (variable?.kind !== "literal" || body === undefined)
      throw new Error("A lambda has a variable and a body.");
    const items = list(run(first, place, locals));
    const each = (item: Json) => run(body, place, { ...locals, [variable.value]: item });
    return name === "map" ? items.map(each) : items.filter((item) => each(item) === true);
  }
  const values = args.map((arg) => run(arg, place, locals));
  if (name === "lambdaVariables") return locals[text(values[0])] ?? null;
  const pure = functions[name];
  const answer = pure === undefined ? place.call(name, values) : pure(...values);
  if (answer === undefined) throw new Error(`No function ${name}`);
  return answer;
}

/** A value of a template with every expression in it worked out, and loops over properties unrolled. */
export function evaluate(value: Json, place: Place): Json {
  if (typeof value === "string") {
    if (!value.startsWith("[") || !value.endsWith("]")) return value;
    return value.startsWith("[[") ? value.slice(1) : run(parse(value.slice(1, -1)), place, {});
  }
  if (isList(value)) return value.map((item) => evaluate(item, place));
  if (!isObject(value)) return value;
  const members: Record<string, Json> = {};
  for (const [name, member] of Object.entries(value))
    if (name === "copy" && isList(member))
      for (const loop of member) Object.assign(members, unroll(object(loop), place));
    else members[text(evaluate(name, place))] = evaluate(member, place);
  return members;
}

function unroll(
  { name = "", count = 0, input = null }: Readonly<Record<string, Json>>,
  place: Place,
): Record<string, Json> {
  const items = Array.from({ length: Number(evaluate(count, place)) }, (_, index) =>
    evaluate(input, {
      call: (called, args) => (called === "copyIndex" && args[0] === name ? index : place.call(called, args)),
    }),
  );
  return { [text(name)]: items };
}
