import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fitText } from "../../../src/pcap/findings/fitText.ts";

describe("a finding's text", () => {
  it("is the first wording of at most 120 characters", () => {
    assert.equal(fitText("x".repeat(121), "y".repeat(120), "z"), "y".repeat(120));
    assert.equal(fitText("short"), "short");
  });

  it("is cut between two words, so that no address is read as a shorter one", () => {
    const cut = fitText(`${"x".repeat(106)}, 203.0.113.178:443 did not answer`);
    assert.equal(cut, `${"x".repeat(106)}…`);
  });

  it("is cut within a word that has no end nearby, but not within a character", () => {
    assert.equal(fitText("x".repeat(121)), `${"x".repeat(119)}…`);
    assert.equal(fitText(`${"x".repeat(118)}😀😀`), `${"x".repeat(118)}…`);
  });
});
