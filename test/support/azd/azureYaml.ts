import { readFileSync } from "node:fs";
import { repository } from "../documents.ts";

const yaml = readFileSync(new URL("azure.yaml", repository), "utf8");

/** azure.yaml, by its parts that the tests run or compare. */
export const azureYaml = {
  text: yaml,
  /** The commands of `azd up`. */
  steps: [...yaml.matchAll(/- azd: (.+)/g)].map(([, step = ""]) => step),
  /** The project's hooks: what each runs in the named shell. */
  hooks: new Map(
    [...yaml.matchAll(/^ {2}((?:pre|post)\w+):\n((?: {4}.*\n)+)/gm)].map(
      ([, name = "", block = ""]) =>
        [
          name,
          new Map(
            [...block.matchAll(/shell: (\w+)\n +run: (.+)/g)].map(([, shell = "", run = ""]) => [shell, run]),
          ),
        ] as const,
    ),
  ),
};
