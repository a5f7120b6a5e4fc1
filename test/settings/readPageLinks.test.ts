import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readPageLinks } from "../../src/settings/readPageLinks.ts";

const problemOf = (value: unknown): string => {
  try {
    readPageLinks(typeof value === "string" ? value : JSON.stringify(value));
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "no error";
  }
};
const links = (...hrefs: readonly unknown[]) => hrefs.map((href) => ({ label: "Runbook", href }));

describe("PAGE_LINKS", () => {
  it("is a list of labels with https URLs or paths of the app", () => {
    const given = [
      { label: "Lab: fire a test alert", href: "/lab" },
      { label: "Ранбук", href: "https://wiki.example.com/runbook?id=1#captures" },
    ];
    assert.deepEqual(readPageLinks(JSON.stringify(given)), given);
    assert.deepEqual(readPageLinks("[]"), []);
    assert.equal(problemOf(links("/", "/a/b?c=d#e", "HTTPS://Example.com")), "");
  });

  it("leads to no script, no other scheme and no other host by a path", () => {
    const hostile = [
      ...["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "http://example.com", "lab", ""],
      ...[
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:\\\\evil.example",
        "/\t/evil.example",
      ],
      ...[
        " /lab",
        "/la b",
        "/\n/evil.example",
        "https://user:secret@example.com",
        "https://",
        "https:/x.example",
      ],
      ...[`/${"x".repeat(2000)}`, null, 7, ["/lab"]],
    ];
    for (const href of hostile)
      assert.match(problemOf(links("/lab", href)), /^must be .*: entry 2 /, String(href));
  });

  it("has short labels, and at most ten of them", () => {
    for (const label of ["", "  ", "x".repeat(41), "a\u202eb", "a\nb", 7, undefined])
      assert.match(problemOf([{ label, href: "/lab" }]), /^must be .*: entry 1 has no label of 1 to 40/);
    assert.equal(problemOf(links(...Array.from({ length: 10 }, () => "/lab"))), "");
    assert.match(problemOf(links(...Array.from({ length: 11 }, () => "/lab"))), /at most 10$/);
  });

  it("names what is wrong and never repeats it", () => {
    assert.equal(problemOf("nonsense"), "must be a JSON list of {label, href}, at most 10");
    assert.match(problemOf({ label: "Runbook", href: "/" }), /^must be a JSON list/);
    assert.match(problemOf(["/lab"]), /entry 1 is no \{label, href\}$/);
    assert.match(problemOf([{ label: "Runbook", href: "/", more: 1 }]), /entry 1 is no \{label, href\}$/);
    const secret = problemOf(links("https://user:hunter2@example.com"));
    assert.ok(!secret.includes("hunter2"), secret);
  });
});
