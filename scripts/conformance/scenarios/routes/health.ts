import { expect } from "../../site/expect.ts";
import type { Scenario } from "../../scenario.ts";

export const health: Scenario = {
  fact: "health is 200 without a key",
  async run({ app }) {
    const { status, body } = await app.withKey(null).get("health");
    expect.same(status, 200, "the answer of health");
    expect.same((body as { readonly status?: string }).status, "ok", "the status");
    return null;
  },
};
