import { createGenerator } from "ts-json-schema-generator";
import type { Answers } from "./answers.ts";

/** The part of JSON Schema that the types of the app need. */
export interface JsonSchema {
  type?: string | readonly string[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: readonly JsonSchema[];
  format?: string;
  readonly $ref?: string;
  readonly [keyword: string]: unknown;
}

const root = new URL("../../", import.meta.url).pathname;

/**
 * The schemas of all bodies and of the types that they name, made from the TypeScript types and their doc
 * comments. Members may be added to an answer at any time, so the schemas allow further ones.
 */
export function schemas(): Readonly<Record<string, JsonSchema>> {
  const generator = createGenerator({
    path: `${root}scripts/openApi/answers.ts`,
    tsconfig: `${root}tsconfig.json`,
    type: "Answers",
    skipTypeCheck: true,
    jsDoc: "extended",
    additionalProperties: true,
  });
  const { definitions = {} } = generator.createSchema("Answers");
  delete definitions.Answers;
  const text = JSON.stringify(definitions).replaceAll("#/definitions/", "#/components/schemas/");
  const all = JSON.parse(text) as Record<string, JsonSchema>;
  for (const schema of Object.values(all)) nameTimes(schema);
  return Object.fromEntries(Object.entries(all).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Names of times end in "At" or "Time" throughout the app. */
function nameTimes(schema: JsonSchema): void {
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    if (/(?:At|Time)$/.test(name) && [member.type].flat().includes("string")) member.format = "date-time";
    nameTimes(member);
  }
  if (schema.items !== undefined) nameTimes(schema.items);
  for (const one of schema.anyOf ?? []) nameTimes(one);
}

/** A reference to a body's schema. */
export const schemaOf = (name: keyof Answers): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
