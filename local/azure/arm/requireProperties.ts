import { jsonBody, type HttpRequest } from "../http/httpRequest.ts";
import { isJsonObject, type JsonObject } from "../jsonObject.ts";
import { armError } from "./armError.ts";

/** The `properties` of the resource in a request's body. @throws AzureError 400 */
export function requireProperties(request: HttpRequest): JsonObject {
  let body: unknown;
  try {
    body = jsonBody(request);
  } catch {
    throw armError.badRequest(
      "InvalidRequestContent",
      "The request content was invalid and could not be deserialized.",
    );
  }
  const properties = isJsonObject(body) ? body.properties : undefined;
  if (!isJsonObject(properties))
    throw armError.badRequest("InvalidRequestFormat", "Cannot parse the request: 'properties' is missing.");
  return properties;
}
