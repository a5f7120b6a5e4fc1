import type { OnDemandRequest } from "../../src/captures/plan/readOnDemand.ts";
import type { CaptureList, StopAnswer } from "../../src/functions/captures.ts";
import type { CaptureStatusAnswer } from "../../src/functions/captureStatus.ts";
import type { HealthAnswer } from "../../src/functions/health.ts";
import type { AcceptedAnswer, PreviewAnswer } from "../../src/functions/http/accept.ts";
import type { CaptureView } from "../../src/functions/http/captureView.ts";
import type { IgnoredAnswer } from "../../src/functions/http/ignored.ts";
import type { Problem } from "../../src/functions/http/problem.ts";
import type { TestEmailAnswer } from "../../src/functions/testEmail.ts";
import type { TestNotificationAnswer } from "../../src/functions/testNotification.ts";

/** The bodies of the HTTP API, by the names of their schemas in docs/openapi.json. */
export interface Answers {
  readonly OnDemandRequest: OnDemandRequest;
  readonly AcceptedAnswer: AcceptedAnswer;
  readonly PreviewAnswer: PreviewAnswer;
  readonly IgnoredAnswer: IgnoredAnswer;
  readonly CaptureList: CaptureList;
  readonly CaptureView: CaptureView;
  readonly CaptureStatusAnswer: CaptureStatusAnswer;
  readonly StopAnswer: StopAnswer;
  readonly TestEmailAnswer: TestEmailAnswer;
  readonly TestNotificationAnswer: TestNotificationAnswer;
  readonly HealthAnswer: HealthAnswer;
  readonly Problem: Problem;
}
