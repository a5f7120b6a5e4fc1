import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readTraffic } from "../../../local/environment/readTraffic.ts";

describe("LOCAL_TRAFFIC", () => {
  it("is the name of a scenario, or empty", () => {
    assert.equal(readTraffic({ LOCAL_TRAFFIC: "dns-storm" }), "dns-storm");
    assert.equal(readTraffic({ LOCAL_TRAFFIC: "" }), null);
    assert.equal(readTraffic({}), null);
  });

  it("is refused with the list of names when it is another", () => {
    assert.throws(
      () => readTraffic({ LOCAL_TRAFFIC: "flood" }),
      /LOCAL_TRAFFIC must be one of exfiltration, port-scan, dns-storm, ordinary/,
    );
  });
});
