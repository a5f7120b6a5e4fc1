import assert from "node:assert/strict";
import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";

const run = `axe.run(document, { resultTypes: ["violations"] })`;

/**
 * What axe-core finds serious or critical in a page, each with the elements that it is about. A debugger's
 * evaluation is not subject to the page's policy.
 */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<AxeResults>(run);
  assert.ok(passes.length > 0, "axe-core looks at something");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 200)}`));
}
