import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appProviders, vmProviders } from "../../../infra/hooks/providers.js";
import { documentText } from "../../support/documents.ts";

const text = documentText("infra/README.md");

/** The cells of the table that follows a text. */
function tableAfter(place: string): readonly (readonly string[])[] {
  const from = text.indexOf(place);
  assert.ok(from >= 0, place);
  const [table = ""] = /(?:^\|.*\n)+/m.exec(text.slice(from)) ?? [];
  const rows = table.trimEnd().split("\n").slice(2);
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("**", "")),
  );
}

describe("infra/README.md", () => {
  it("lists the resource providers that the hooks register, each with its subscriptions", () => {
    const listed = tableAfter("**Resource providers.**").map(([provider = "", where = ""]) => [
      provider.replaceAll("`", ""),
      { app: where.includes("the app"), vms: where.includes("the VMs") },
    ]);
    const names = new Set([...Object.keys(appProviders), ...Object.keys(vmProviders)]);
    const expected = [...names].map((name) => [
      name,
      { app: name in appProviders, vms: name in vmProviders },
    ]);
    assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(expected));
    const [, loop = ""] = /for provider in (.+); do/.exec(text) ?? [];
    assert.deepEqual(
      loop.split(" ").map((name) => `Microsoft.${name}`),
      Object.keys(appProviders).toSorted(),
    );
  });

  for (const [place, decimals] of [
    ["**An idle app", 2],
    ["**One alert on one VM", 4],
  ] as const)
    it(`adds up right what ${place.replace("**", "").toLowerCase()} costs`, () => {
      const rows = tableAfter(place);
      const together = rows.at(-1) ?? [];
      for (const column of [2, 3]) {
        const amounts = rows
          .slice(0, -1)
          .map((row) => Number(row[column]))
          .filter((amount) => !Number.isNaN(amount));
        assert.ok(amounts.length >= 4);
        const sum = amounts.reduce((total, amount) => total + amount, 0);
        assert.equal(sum.toFixed(decimals), together[column]);
      }
    });

  it("gives README.md its prices", () => {
    const idle = Number(tableAfter("**An idle app").at(-1)?.[2]);
    const [, shown] = /about (\d+\.\d\d) USD a month idle/.exec(documentText("README.md")) ?? [];
    assert.ok(Math.abs(Number(shown) - idle) < 0.05, shown);
    assert.ok(Number(tableAfter("**One alert on one VM").at(-1)?.[3]) <= 0.0105, "about one cent");
  });
});
