import assert from "node:assert/strict";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realClock } from "../../../local/environment/clock.ts";
import { startHost } from "../../../local/host/host.ts";
import { as, operator, unknownId } from "../http/signedIn.ts";
import { inWorld } from "../world/inWorld.ts";
import { vmId } from "../world/world.ts";
import { apiRoutes } from "./apiDocument.ts";
import type { AcceptedAnswer } from "../../../src/api/acceptedAnswer.ts";
import type { DocumentedAnswers } from "./documentedAnswers.ts";

type Call = NonNullable<Parameters<DocumentedAnswers["call"]>[2]>;

const root = new URL("../../../", import.meta.url).pathname;
const tooLarge = `{"pad":"${"x".repeat(300_000)}"}`;
const signedInOperations = apiRoutes
  .filter(({ path }) => path.startsWith("/api/ui/api/"))
  .map(({ operation }) => operation);

async function statuses(
  answers: DocumentedAnswers,
  url: string,
  operation: string,
  ...calls: readonly Call[]
) {
  const all: number[] = [];
  for (const one of calls) all.push((await answers.call(url, operation, one)).status);
  return all;
}

/** Meets every answer that docs/openapi.json has for the captures page. */
export const pageAnswers = { signedIn, files };

async function signedIn(answers: DocumentedAnswers): Promise<void> {
  await inWorld({ WEBSITE_AUTH_ENABLED: "True" }, async (world) => {
    const { url } = world.environment;
    const statusesOf = (operation: string, ...calls: readonly Call[]) =>
      statuses(
        answers,
        url,
        `${operation}SignedIn`,
        ...calls.map((one) => ({ ...one, headers: { ...as(operator), ...one.headers } })),
      );
    for (const { operationId } of signedInOperations)
      for (const [headers, status] of [
        [{}, 401],
        [as([]), 403],
      ] as const)
        assert.equal((await answers.call(url, operationId, { id: unknownId, headers })).status, status);
    const wrong = { query: "?x=1" };
    assert.deepEqual(await statusesOf("viewer", {}, wrong), [200, 400]);
    assert.deepEqual(await statusesOf("armedVms", {}, wrong), [200, 400]);
    assert.deepEqual(await statusesOf("testEmail", {}, wrong), [200, 400]);
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 404, body: {} }]);
    assert.deepEqual(await statusesOf("testEmail", {}), [502]);
    await world.control("PUT", "/faults", []);
    const body = { vmId: vmId("WEB02"), timeLimitSeconds: 1 };
    const headers = { "Idempotency-Key": "once" };
    const instance = await answers.call(url, "captureOnDemandSignedIn", { body, headers: as(operator) });
    const accepted = instance.body as AcceptedAnswer;
    assert.deepEqual(
      await statusesOf(
        "captureOnDemand",
        ...[{ body, query: "?whatIf=true" }, { body, headers }, { body: [] }, { body: tooLarge }],
        { body: { ...body, timeLimitSeconds: 2 }, headers },
      ),
      [200, 202, 400, 413, 409],
    );
    const { id } = accepted;
    assert.deepEqual(await statusesOf("listCaptures", {}, wrong), [200, 400]);
    assert.deepEqual(
      await statusesOf("getCapture", { id }, { id, ...wrong }, { id: unknownId }),
      [200, 400, 404],
    );
    const stops = [{ id }, { id, ...wrong }, { id: unknownId }, { id, body: tooLarge }];
    assert.deepEqual(await statusesOf("stopCaptures", ...stops), [202, 400, 404, 413]);
    assert.deepEqual(await statusesOf("captureFile", { id }), [409]);
    assert.deepEqual(await statusesOf("evidence", { id }), [409]);
    await world.outcome(accepted);
    assert.deepEqual(await statusesOf("stopCaptures", { id }), [409]);
    const files = [
      { id },
      { id, headers: { Accept: "application/json" } },
      { id, ...wrong },
      { id: unknownId },
    ];
    assert.deepEqual(await statusesOf("captureFile", ...files), [302, 200, 400, 404]);
    assert.deepEqual(
      await statusesOf("evidence", { id }, { id, ...wrong }, { id: unknownId }),
      [200, 400, 404],
    );
    for (const operation of ["listCaptures", "getCapture", "evidence", "armedVms"])
      assert.deepEqual(await statusesOf(operation, { id, headers: { "If-None-Match": "*" } }), [304]);
  });
}

async function files(answers: DocumentedAnswers): Promise<void> {
  const known = { headers: { "If-None-Match": "*" } };
  const wrong = { query: "?x=1" };
  await inWorld({}, async ({ environment: { url } }) => {
    const file = (await readdir(`${root}dist/console`)).find((name) => name.endsWith(".js")) ?? "";
    const files = [{ file }, { file, ...known }, { file: "none.js" }, { file, ...wrong }];
    assert.deepEqual(await statuses(answers, url, "page", {}, known, wrong), [200, 304, 400]);
    assert.deepEqual(await statuses(answers, url, "pageFile", ...files), [200, 304, 404, 400]);
  });
  const appDirectory = await mkdtemp(join(tmpdir(), "capture-on-alert-page-"));
  for (const name of ["host.json", "package.json", "dist"])
    await cp(root + name, join(appDirectory, name), {
      recursive: true,
      filter: (path) => !path.endsWith("/console"),
    });
  const host = await startHost({
    appDirectory,
    port: 0,
    stateFile: ":memory:",
    clock: realClock,
    log: () => undefined,
  });
  assert.deepEqual(await statuses(answers, host.url, "page", {}), [503]);
  assert.deepEqual(await statuses(answers, host.url, "pageFile", { file: "none.js" }), [503]);
  await host.close();
  await rm(appDirectory, { recursive: true });
}
