import assert from "node:assert/strict";
import type { Trouble } from "../../../local/traffic/truth/trouble.ts";
import type { Truth } from "../../../local/traffic/truth/truth.ts";

/** The trouble of a capture, which must be of this kind. */
export function troubleOf<Kind extends Trouble["kind"]>(
  { trouble }: Truth,
  kind: Kind,
): Extract<Trouble, { readonly kind: Kind }> {
  assert.equal(trouble?.kind, kind);
  return trouble as Extract<Trouble, { readonly kind: Kind }>;
}
