import { CommandError } from "../command/commandError.ts";
import { listedCapture, objectsOf } from "./listedCapture.ts";
import type { JsonObject } from "../../azure/jsonObject.ts";
import type { AppClient } from "../app/appClient.ts";

const whole = /^(?:alert|capture)-[0-9a-f]{32}$/;
const part = /^(?:(?:alert|capture)-)?[0-9a-f]{0,32}$/;
const all = "since=1970-01-01&top=1000";
const mostShown = 10;

/** The id of the newest capture. @throws CommandError when there is none. */
export async function newestId(client: AppClient): Promise<string> {
  const [newest] = objectsOf((await client.ask("GET", "/api/captures?since=1970-01-01&top=1")).captures);
  if (newest === undefined) throw new CommandError("There is no capture yet.", "npm run alert starts one.");
  const { id } = listedCapture(newest);
  if (!whole.test(id)) throw new CommandError(`The app lists a capture without a proper id: ${id}.`);
  return id;
}

/**
 * The whole id of the capture that a person names by the beginning of its id, with "alert-" or without.
 * @throws CommandError when it is none, or the beginning of several.
 */
export async function findId(client: AppClient, text: string): Promise<string> {
  const wanted = text.toLowerCase();
  if (whole.test(wanted)) return wanted;
  if (!part.test(wanted))
    throw CommandError.usage(`"${text}" is no id of a capture.`, "npm run captures -- list shows them.");
  const { captures, truncated } = await client.ask("GET", `/api/captures?${all}`);
  const ids = objectsOf(captures)
    .map((view) => listedCapture(view).id)
    .filter((id) => whole.test(id));
  const found = ids.filter((id) => id.startsWith(wanted) || id.replace(/^[a-z]+-/, "").startsWith(wanted));
  const [only, ...others] = found;
  if (only === undefined)
    throw new CommandError(
      `There is no capture with the id ${text}${truncated === true ? " among the newest 1,000" : ""}.`,
      "npm run captures -- list shows them.",
    );
  if (others.length > 0)
    throw new CommandError(
      `${found.length} captures begin with ${text}: ${found.slice(0, mostShown).join(", ")}.`,
      "Give more of the id.",
    );
  return only;
}

/** The capture with this id, as the app shows it. */
export const readCaptureView = (client: AppClient, id: string): Promise<JsonObject> =>
  client.ask("GET", `/api/captures/${id}`);
