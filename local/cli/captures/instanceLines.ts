import { exactBytes } from "../../../src/wording/roughBytes.ts";
import { objectsOf, textOf } from "./listedCapture.ts";
import type { JsonObject } from "../../azure/jsonObject.ts";

/** Each instance of a scale set in a line: "2: captured, 1,024 bytes, https://…, The lead". */
export const instanceLines = ({ instances }: JsonObject): readonly string[] =>
  objectsOf(instances).map(({ id, outcome, fileUrl, bytes, error, lead }) => {
    const size = typeof bytes === "number" ? exactBytes(bytes) : null;
    const told = [textOf(outcome), size, textOf(fileUrl), textOf(lead), textOf(error)];
    return `${textOf(id) ?? "?"}: ${told.filter((part) => part !== null).join(", ")}`;
  });
