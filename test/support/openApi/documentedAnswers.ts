import assert from "node:assert/strict";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { apiDocument, apiRoutes, type ApiAnswer, type ApiRoute } from "./apiDocument.ts";

interface Call {
  /** Begins with the id of an instance in place of `{id}`; null where the path has none. */
  readonly id?: string;
  /** In place of `{file}`. */
  readonly file?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Times as RFC 3339 has them, with whatever fraction. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Compares live answers with docs/openapi.json, and remembers which of its answers were seen. */
export class DocumentedAnswers {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true, formats: { "date-time": dateTime } });
  readonly #validators = new Map<string, ValidateFunction>();
  readonly #seen = new Set<string>();

  constructor() {
    this.#ajv.addSchema({ $id: "api", components: { schemas: closed(apiDocument.components.schemas) } });
  }

  /** Calls a route of an app and checks that the answer is one that the document has for it. */
  async call(url: string, operationId: string, call: Call = {}): Promise<{ status: number; body: unknown }> {
    const route = apiRoutes.find(({ operation }) => operation.operationId === operationId);
    assert.ok(route !== undefined, operationId);
    const path = route.path.replace("{id}", call.id ?? "").replace("{file}", call.file ?? "");
    const target = `${url}${path}${call.query ?? ""}`;
    const { body, headers = {} } = call;
    const response = await fetch(target, {
      method: route.method,
      redirect: "manual",
      headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    this.#check(route, response, text);
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return { status: response.status, body: isJson && text !== "" ? JSON.parse(text) : null };
  }

  /** The answers of the document that none of the calls has met. */
  unseen(): readonly string[] {
    return apiRoutes
      .flatMap(({ operation }) =>
        Object.keys(operation.responses).map((status) => `${operation.operationId} ${status}`),
      )
      .filter((one) => !this.#seen.has(one));
  }

  #check({ operation }: ApiRoute, response: Response, text: string): void {
    const which = `${operation.operationId} ${response.status}`;
    const answer = operation.responses[String(response.status)];
    assert.ok(answer !== undefined, `${which} is not documented: ${text.slice(0, 500)}`);
    this.#seen.add(which);
    for (const name of Object.keys(answer.headers ?? {}))
      assert.ok(response.headers.has(name), `${which} has no ${name}`);
    // The host itself answers a call without a key; some answers have no body.
    if (text === "" && (response.status === 401 || answer.content === undefined)) return;
    const [type, media] = Object.entries(answer.content ?? {})[0] ?? assert.fail(`${which} has a body`);
    assert.equal(response.headers.get("content-type")?.split(";")[0], type, which);
    if (!type.includes("json")) return;
    const validate = this.#validatorOf(which, media);
    if (!validate(JSON.parse(text)))
      assert.fail(`${which}: ${this.#ajv.errorsText(validate.errors)}\n${text}`);
  }

  #validatorOf(which: string, { schema }: NonNullable<ApiAnswer["content"]>[string]): ValidateFunction {
    const known = this.#validators.get(which);
    if (known !== undefined) return known;
    const absolute = JSON.stringify(schema).replaceAll('"#/', '"api#/');
    const validate = this.#ajv.compile(JSON.parse(absolute) as object);
    this.#validators.set(which, validate);
    return validate;
  }
}

/** The same schemas, in which an object has no members but those that it names. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)] as const));
  const isOpen = "properties" in schema && "type" in schema && !("additionalProperties" in schema);
  return (isOpen ? { ...parts, additionalProperties: false } : parts) as T;
}
