import { createHash } from "node:crypto";
import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import { fireCapture } from "../../steps/fireCapture.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

interface EvidenceRecord {
  readonly schema: string;
  readonly instanceId: string;
  readonly complete: boolean;
  readonly captures: readonly {
    readonly vm: { readonly id: string };
    readonly session: { readonly name: string } | null;
    readonly file: { readonly url: string | null; readonly sha256: string | null } | null;
  }[];
}

export const evidence: Scenario = {
  fact: "the evidence record of a capture has the SHA-256 of its file in storage",
  async run(site) {
    const { id, instance, vm } = await fireCapture(site, site.lengths.short);
    const route = `captures/${id}/evidence`;
    const { fileUrl, captureName, sha256 } = told.captured(await follow.toOutput(site, instance), vm);
    const { status, body } = await site.app.get(route);
    expect.same(status, 200, "the answer");
    const record = body as EvidenceRecord;
    expect.same(
      [record.schema, record.instanceId, record.complete],
      ["capture-on-alert/evidence/1", id, true],
      "the record",
    );
    const [capture] = record.captures;
    expect.same(
      [record.captures.length, capture?.vm.id, capture?.session?.name, capture?.file?.url],
      [1, vm.id, captureName, fileUrl],
      "its capture",
    );
    expect.same(capture?.file?.sha256 ?? null, sha256, "the hash in the record, beside the output's");
    expectProblem(await site.app.get(`captures/alert-${"0".repeat(32)}/evidence`), 404, "an unknown capture");
    if (sha256 === null) return "no hash: the app does not analyze files (CAPTURE_ANALYZE_MAX_BYTES)";
    const file = await site.control.captureFile(expect.present(captureName, "name of the capture"));
    expect.same(sha256, createHash("sha256").update(file).digest("hex"), "the hash of the file");
    return `${file.length} bytes compared`;
  },
};
