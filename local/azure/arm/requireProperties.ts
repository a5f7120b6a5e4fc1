import { jsonBody, type HttpRequest } from "../http/httpRequest.ts";
import { badRequest } from "./armError.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The `properties` of the resource that a request's body describes. @throws AzureError 400 */
export function requireProperties(request: HttpRequest): JsonObject {
  let body: unknown;
  try {
    body = jsonBody(request);
  } catch {
    throw badRequest(
      "InvalidRequestContent",
      "The request content was invalid and could not be deserialized.",
    );
  }
  const properties = isObject(body) ? body.properties : undefined;
  if (!isObject(properties))
    throw badRequest("InvalidRequestFormat", "Cannot parse the request: 'properties' is missing.");
  return properties;
}
