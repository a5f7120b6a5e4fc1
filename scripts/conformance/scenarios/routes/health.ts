import { expect } from "../../site/expect.ts";
import type { Scenario } from "../../scenario.ts";

export const health: Scenario = {
  fact: "health is 200 without a key",
  async run({ app }) {
    const { status, body } = await app.withKey(null).get("health");
    expect.same(status, 200, "the answer of health");
    const { status: state, version } = body as { readonly status?: string; readonly version?: string };
    expect.same(state, "ok", "the status");
    expect.that(/^\d+\.\d+\.\d+$/.test(version ?? ""), `the version is ${version ?? "missing"}`);
    return version ?? null;
  },
};
