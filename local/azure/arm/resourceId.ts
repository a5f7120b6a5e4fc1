export interface ResourceGroupPath {
  readonly subscription: string;
  readonly group: string;
}

/**
 * The ARM id of a resource. `type` includes its provider, `Microsoft.Compute/virtualMachines` for example.
 */
export const resourceId = ({ subscription, group }: ResourceGroupPath, type: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`;

/**
 * The same text for ids that differ only in casing. Resource Manager compares letter by letter, so that `Σ`,
 * `σ` and `ς` are one.
 */
export const idKey = (id: string): string => Array.from(id, (letter) => lowered(letter)).join("");

function lowered(letter: string): string {
  const upper = letter.toUpperCase();
  return upper.length === letter.length ? upper.toLowerCase() : letter;
}
