import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { locatedInstances } from "../../../src/activities/report/locatedInstances.ts";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { outcome } from "../../support/report/facts.ts";
import { setId } from "../../support/scaleSets/alertOn.ts";
import type { FileLists } from "../../../src/azure/files/fileLists.ts";
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
const seen = { errors: [], endedAt: "2026-11-26T21:01:10Z" };

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

describe("the instances of a capture that nobody followed to its end", () => {
  it("are told without files where storage does not let the app look", async () => {
    const refusing = storage(() => Promise.reject(new AzureFault("List the capture files", forbidden)));
    assert.deepEqual(await locatedInstances(refusing, ended, session, seen), ended);
  });

  it("are not looked for when their files stay on them, or the capture failed or still runs", async () => {
    const never = storage(() => assert.fail("storage was asked"));
    const cases = [
      [ended, { ...session, storageId: null }],
      [{ ...ended, outcome: "failed" }, session],
    ] as const;
    for (const [given, one] of cases)
      assert.deepEqual(await locatedInstances(never, given, one, seen), given);
  });

  it("have failed where there is no file of theirs", async () => {
    const found = await locatedInstances(
      storage(() => Promise.resolve(null)),
      ended,
      session,
      seen,
    );
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
