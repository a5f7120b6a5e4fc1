import { captures } from "../../captures.ts";
import { kept } from "./kept.ts";

/** The routes that read captures: those with a key and those of the signed-in page share their answers. */
export const keptCaptures = {
  list: kept("list", captures.list),
  get: kept("get", captures.get),
};
