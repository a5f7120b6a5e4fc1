import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { locatedInstances } from "../../../src/activities/report/locatedInstances.ts";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { outcome } from "../../support/report/facts.ts";
import { setId } from "../../support/scaleSets/alertOn.ts";
import type { ActivityInvocation } from "../../../src/activities/activityFunction.ts";
import type { FileLists } from "../../../src/azure/files/fileLists.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { CaptureSession } from "../../../src/captures/site/captureSession.ts";

const ended = outcome({
  vmId: setId("web"),
  vmName: "web",
  outcome: "captured",
  startedAt: "2026-11-26T21:00:00Z",
  fileUrl: null,
});
const session: CaptureSession = {
  name: "alert-web-0123456789abcdef",
  target: setId("web"),
  instanceIds: ["0", "1"],
  provisioningState: "Succeeded",
  limits: null,
  storageId: "/subscriptions/x/storageAccounts/y",
  fileUrl: null,
  guestPath: null,
};
const now = "2026-11-26T21:01:10Z";

/** Looks for the files; which events that has logged. */
async function located(
  azure: { readonly fileLists: FileLists },
  outcomeNow: CaptureOutcome,
  one: CaptureSession,
  isLast = false,
) {
  const logged: string[] = [];
  const log: ActivityInvocation["log"] = (event) => logged.push(event);
  return { found: await locatedInstances(azure, outcomeNow, one, [], { now, isLast, log }), logged };
}

const forbidden = {
  ...{ status: 403, code: "AuthorizationPermissionMismatch", message: "Not authorized." },
  ...{ correlationId: null, retryAfterSeconds: null },
};

/** Storage whose list of files ends so. */
const storage = (list: FileLists["list"]): { readonly fileLists: FileLists } => ({
  fileLists: {
    containerOf: () => Promise.resolve("https://y/container"),
    list,
    head: () => Promise.resolve(null),
  },
});

const failing = (status: number) =>
  storage(() => Promise.reject(new AzureFault("List the capture files", { ...forbidden, status })));

describe("the instances of a capture that nobody followed to its end", () => {
  it("are told without files where storage does not let the app look, which is logged", async () => {
    assert.deepEqual(await located(failing(403), ended, session), { found: ended, logged: ["azure.fault"] });
  });

  it("are looked for again while storage fails, as long as there is another try", async () => {
    await assert.rejects(located(failing(503), ended, session), AzureFault);
    const { found, logged } = await located(failing(503), ended, session, true);
    assert.deepEqual([found, logged], [ended, ["azure.fault"]]);
  });

  it("are not looked for when their files stay on them, or the capture failed or still runs", async () => {
    const never = storage(() => assert.fail("storage was asked"));
    const cases = [
      [ended, { ...session, storageId: null }],
      [{ ...ended, outcome: "failed" }, session],
    ] as const;
    for (const [given, one] of cases) assert.deepEqual((await located(never, given, one)).found, given);
  });

  it("have failed where there is no file of theirs", async () => {
    const empty = storage(() => Promise.resolve(null));
    const { found } = await located(empty, ended, session);
    assert.deepEqual(
      found.instances?.map(({ id, outcome: how }) => [id, how]),
      [
        ["0", "failed"],
        ["1", "failed"],
      ],
    );
    assert.deepEqual([found.fileUrl, found.leadingInstance], [null, null]);
  });
});
