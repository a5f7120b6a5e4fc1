import type { AcceptedAnswer } from "../../src/api/acceptedAnswer.ts";
import type { ArmedVms } from "../../src/api/armedVms.ts";
import type { CaptureList } from "../../src/api/captureList.ts";
import type { CaptureView } from "../../src/api/captureView.ts";
import type { FileLink } from "../../src/api/fileLink.ts";
import type { HealthAnswer } from "../../src/api/healthAnswer.ts";
import type { IgnoredAnswer } from "../../src/api/ignoredAnswer.ts";
import type { PreviewAnswer } from "../../src/api/previewAnswer.ts";
import type { Problem } from "../../src/api/problem.ts";
import type { StopAnswer } from "../../src/api/stopAnswer.ts";
import type { TestEmailAnswer } from "../../src/api/testEmailAnswer.ts";
import type { Viewer } from "../../src/api/viewer.ts";
import type { EvidenceRecord } from "../../src/captures/evidence/evidenceRecord.ts";
import type { OnDemandRequest } from "../../src/captures/plan/readOnDemand.ts";
import type { CaptureStatusAnswer } from "../../src/functions/captureStatus.ts";
import type { TestNotificationAnswer } from "../../src/functions/testNotification.ts";

/** The bodies of the HTTP API, by the names of their schemas in docs/openapi.json. */
export interface Answers {
  readonly OnDemandRequest: OnDemandRequest;
  readonly AcceptedAnswer: AcceptedAnswer;
  readonly PreviewAnswer: PreviewAnswer;
  readonly IgnoredAnswer: IgnoredAnswer;
  readonly CaptureList: CaptureList;
  readonly CaptureView: CaptureView;
  readonly ArmedVms: ArmedVms;
  readonly FileLink: FileLink;
  readonly EvidenceRecord: EvidenceRecord;
  readonly CaptureStatusAnswer: CaptureStatusAnswer;
  readonly StopAnswer: StopAnswer;
  readonly TestEmailAnswer: TestEmailAnswer;
  readonly TestNotificationAnswer: TestNotificationAnswer;
  readonly Viewer: Viewer;
  readonly HealthAnswer: HealthAnswer;
  readonly Problem: Problem;
}
