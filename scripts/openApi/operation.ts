import type { Answers } from "./answers.ts";
import type { JsonSchema } from "./schemas.ts";

type Body = keyof Answers;

/** What one status of a route means. Every error's body is a Problem. */
export interface Answer {
  readonly description: string;
  /** The body's type where it is not JSON. */
  readonly file?: string;
  /** The body's schema; several: one of them. */
  readonly bodies?: readonly Body[];
  readonly headers?: readonly ("Location" | "Retry-After" | "ETag")[];
}

export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header" | "path";
  readonly required?: true;
  readonly description: string;
  readonly schema: JsonSchema;
}

/** One route as the document describes it; `id` is the name of its function. */
export interface Operation {
  readonly id: string;
  readonly method: "get" | "post";
  readonly path: string;
  readonly tag: "alerts" | "captures" | "page" | "operation";
  readonly summary: string;
  readonly description?: string;
  readonly isOpen?: true;
  /** The app role that its twin of the captures page needs; absent: it has none. */
  readonly role?: "Captures.Read" | "Captures.Operate";
  /** Whether it takes a session of App Service Authentication instead of a key. */
  readonly signsIn?: true;
  readonly parameters?: readonly Parameter[];
  readonly request?: {
    readonly schema: Body | JsonSchema;
    readonly required: boolean;
    readonly example?: unknown;
  };
  readonly answers: Readonly<Record<number, Answer>>;
}
