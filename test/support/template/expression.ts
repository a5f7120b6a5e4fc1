/**
 * A template expression, as
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions has it.
 */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "member"; readonly of: Expression; readonly at: Expression };

const token = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z]\w*)|([()[\],.]))/y;

interface Token {
  readonly kind: "text" | "number" | "word" | "sign";
  readonly text: string;
}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (match === null) throw new Error(`Not an expression at ${at}: ${source}`);
    const [, text, number, word, sign] = match;
    if (text !== undefined) found.push({ kind: "text", text: text.replaceAll("''", "'") });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else if (word !== undefined) found.push({ kind: "word", text: word });
    else found.push({ kind: "sign", text: sign ?? "" });
  }
  return found;
}

/**
 * Reads what stands between the brackets of a string of a template.
 * @throws Error when it is no expression
 */
export function parse(source: string): Expression {
  const input = tokens(source);
  let next = 0;
  const isSign = (text: string) => input[next]?.kind === "sign" && input[next]?.text === text;
  const take = (): Token => {
    const taken = input[next];
    if (taken === undefined) throw new Error(`An expression ends too early: ${source}`);
    next += 1;
    return taken;
  };
  const expect = (text: string) => {
    if (!isSign(text)) throw new Error(`Expected ${text} at token ${next}: ${source}`);
    next += 1;
  };

  function call(name: string): Expression {
    const args: Expression[] = [];
    expect("(");
    while (!isSign(")")) {
      args.push(whole());
      if (!isSign(")")) expect(",");
    }
    expect(")");
    return { kind: "call", name, args };
  }

  function head(): Expression {
    const { kind, text } = take();
    if (kind === "text") return { kind: "literal", value: text };
    if (kind === "number") return { kind: "literal", value: Number(text) };
    if (kind === "word") return call(text);
    throw new Error(`Unexpected ${text}: ${source}`);
  }

  function whole(): Expression {
    let of = head();
    for (;;) {
      if (isSign(".")) {
        expect(".");
        of = { kind: "member", of, at: { kind: "literal", value: take().text } };
      } else if (isSign("[")) {
        expect("[");
        of = { kind: "member", of, at: whole() };
        expect("]");
      } else return of;
    }
  }

  const expression = whole();
  if (next !== input.length) throw new Error(`More than an expression: ${source}`);
  return expression;
}
