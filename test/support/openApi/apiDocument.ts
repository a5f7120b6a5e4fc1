import { documentText } from "../documents.ts";

/** A schema of docs/openapi.json, as far as tests look into it. */
export type ApiSchema = Readonly<Record<string, unknown>>;

interface ApiParameter {
  readonly name: string;
  readonly in: string;
  readonly schema: ApiSchema;
}

export interface ApiAnswer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  /** By media type; absent for an answer without a body. */
  readonly content?: Readonly<Record<string, { readonly schema: ApiSchema }>>;
}

interface ApiOperation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: {
    readonly content: { readonly "application/json": { readonly example?: unknown } };
  };
  readonly responses: Readonly<Record<string, ApiAnswer>>;
}

/** One route of the document. */
export interface ApiRoute {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
}

interface ApiDocument {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, ApiSchema>> };
}

/** docs/openapi.json. */
export const apiDocument = JSON.parse(documentText("docs/openapi.json")) as ApiDocument;

export const apiRoutes: readonly ApiRoute[] = Object.entries(apiDocument.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([name]) => name !== "parameters")
    .map(([name, operation]) => ({
      method: name.toUpperCase(),
      path,
      operation: operation as ApiOperation,
    })),
);
