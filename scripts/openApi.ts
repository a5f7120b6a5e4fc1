import { writeFile } from "node:fs/promises";
import { format } from "prettier";
import { version } from "../src/version.ts";
import { operations } from "./openApi/operations.ts";
import { schemaOf, schemas } from "./openApi/schemas.ts";
import type { Answer, Operation } from "./openApi/operation.ts";

const page = new URL("../docs/openapi.json", import.meta.url);

const headers = {
  Location: {
    description: "Where to ask for the status; of a capture file, the link that opens it.",
    schema: { type: "string" },
  },
  ETag: { description: "Changes with the answer; send it as `If-None-Match`.", schema: { type: "string" } },
  "Retry-After": { description: "Seconds to wait.", schema: { type: "string", pattern: "^\\d+$" } },
};

const description = `A function app that captures the packets of a VM when an Azure Monitor alert fires. See docs/http-api.md.

Times are ISO 8601 in UTC. An unknown parameter of a query is a 400, except on \`POST /api/alerts\`; the host's own \`code\` and \`clientId\` are always allowed. Members may be added to an answer at any time.`;

/** docs/openapi.json: the HTTP API in OpenAPI 3.1, its bodies made from the types of the app. */
export function openApi(): Promise<string> {
  const ids = new Set(operations.map(({ path }) => path));
  const paths = [...ids].map((path) => [path, pathItem(path)] as const);
  const document = {
    openapi: "3.1.0",
    info: {
      title: "capture-on-alert",
      version,
      description,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [
      { url: "https://{host}", variables: { host: { default: "example.azurewebsites.net" } } },
      { url: "http://127.0.0.1:7071", description: "npm start" },
    ],
    security: [{ keyInHeader: [] }, { keyInQuery: [] }],
    tags: [
      { name: "alerts", description: "The webhook of action groups." },
      { name: "captures", description: "Starting, following and stopping captures." },
      {
        name: "page",
        description:
          "The captures page, and the routes that it calls for a person who is signed in with Microsoft Entra and has an app role. They take the same parameters and give the same answers as the routes with a key.",
      },
      { name: "operation", description: "Looking after the app." },
    ],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        keyInHeader: { type: "apiKey", in: "header", name: "x-functions-key" },
        appServiceAuthentication: {
          type: "apiKey",
          in: "cookie",
          name: "AppServiceAuthSession",
          description: "A session of App Service Authentication; /.auth/login/aad begins one.",
        },
        keyInQuery: { type: "apiKey", in: "query", name: "code" },
      },
      headers,
      schemas: schemas(),
    },
  };
  return format(JSON.stringify(document), { parser: "json", printWidth: 110 });
}

const idParameter = {
  name: "id",
  in: "path",
  required: true,
  description: "The `id` of a 202.",
  schema: { type: "string" },
};

function pathItem(path: string): object {
  const these = operations.filter((operation) => operation.path === path);
  return {
    ...(path.includes("{id}") && { parameters: [idParameter] }),
    ...Object.fromEntries(these.map((operation) => [operation.method, operationObject(operation)])),
  };
}

function operationObject(operation: Operation): object {
  const { id, tag, summary, description: more, isOpen, signsIn, parameters, request, answers } = operation;
  const responses = Object.entries(answers).map(([status, answer]) => [
    status,
    responseObject(status, answer),
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(more !== undefined && { description: more }),
    ...(isOpen && { security: [] }),
    ...(signsIn && { security: [{ appServiceAuthentication: [] }] }),
    ...(parameters !== undefined && { parameters }),
    ...(request !== undefined && { requestBody: requestObject(request) }),
    responses: Object.fromEntries(responses) as object,
  };
}

function requestObject({ schema, required, example }: NonNullable<Operation["request"]>): object {
  const media = {
    schema: typeof schema === "string" ? schemaOf(schema) : schema,
    ...(example !== undefined && { example }),
  };
  return { required, content: { "application/json": media } };
}

function responseObject(
  status: string,
  { description: meaning, file, bodies = [], headers: names = [] }: Answer,
): object {
  const type = bodies[0] === "Problem" ? "application/problem+json" : "application/json";
  const [first, ...others] = bodies.map(schemaOf);
  const schema = others.length === 0 ? first : { anyOf: [first, ...others] };
  return {
    description: meaning,
    ...(names.length > 0 && {
      headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    }),
    ...(file !== undefined && { content: { [file]: { schema: { type: "string" } } } }),
    ...(schema !== undefined && { content: { [type]: { schema } } }),
  };
}

/** `npm run docs` writes the document. */
if (import.meta.main) await writeFile(page, await openApi());
