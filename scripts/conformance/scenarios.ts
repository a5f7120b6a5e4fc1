import { armed } from "./scenarios/armed/armed.ts";
import { evidence } from "./scenarios/evidence/evidence.ts";
import { brokenJson } from "./scenarios/intake/brokenJson.ts";
import { burst } from "./scenarios/intake/burst.ts";
import { byteOrderMark } from "./scenarios/intake/byteOrderMark.ts";
import { chunked } from "./scenarios/intake/chunked.ts";
import { duplicateAtOnce } from "./scenarios/intake/duplicateAtOnce.ts";
import { duplicateLater } from "./scenarios/intake/duplicateLater.ts";
import { resolved } from "./scenarios/intake/resolved.ts";
import { singleVm } from "./scenarios/intake/singleVm.ts";
import { tooLarge } from "./scenarios/intake/tooLarge.ts";
import { utf16 } from "./scenarios/intake/utf16.ts";
import { olderVersion } from "./scenarios/management/olderVersion.ts";
import { purge } from "./scenarios/management/purge.ts";
import { suspendResume } from "./scenarios/management/suspendResume.ts";
import { terminateChild } from "./scenarios/management/terminateChild.ts";
import { terminateParent } from "./scenarios/management/terminateParent.ts";
import { verdict } from "./scenarios/network/verdict.ts";
import { captureFile } from "./scenarios/page/captureFile.ts";
import { capturesPage } from "./scenarios/page/capturesPage.ts";
import { unchanged } from "./scenarios/page/unchanged.ts";
import { health } from "./scenarios/routes/health.ts";
import { idempotency } from "./scenarios/routes/idempotency.ts";
import { list } from "./scenarios/routes/list.ts";
import { onDemand } from "./scenarios/routes/onDemand.ts";
import { show } from "./scenarios/routes/show.ts";
import { whatIf } from "./scenarios/routes/whatIf.ts";
import { wrongKey } from "./scenarios/settings/wrongKey.ts";
import { wrongSettings } from "./scenarios/settings/wrongSettings.ts";
import { flexibleSet } from "./scenarios/severalVms/flexibleSet.ts";
import { oneMissing } from "./scenarios/severalVms/oneMissing.ts";
import { twentyVms } from "./scenarios/severalVms/twentyVms.ts";
import { uniformSet } from "./scenarios/severalVms/uniformSet.ts";
import { stopAtOnce } from "./scenarios/stops/stopAtOnce.ts";
import { stopAtRandom } from "./scenarios/stops/stopAtRandom.ts";
import { stopBeforeSession } from "./scenarios/stops/stopBeforeSession.ts";
import { stopDuringPoll } from "./scenarios/stops/stopDuringPoll.ts";
import { stopOfTwoVms } from "./scenarios/stops/stopOfTwoVms.ts";
import { stopTooLate } from "./scenarios/stops/stopTooLate.ts";
import { stopWhileSuspended } from "./scenarios/stops/stopWhileSuspended.ts";
import type { Scenario } from "./scenario.ts";

/** All scenarios by their names, those first that take longest. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  Object.entries({
    stopAtRandom,
    armed,
    terminateParent,
    "terminateChild.one": terminateChild.one,
    "terminateChild.every": terminateChild.every,
    stopAtOnce,
    stopBeforeSession,
    stopDuringPoll,
    stopWhileSuspended,
    "stopOfTwoVms.running": stopOfTwoVms.running,
    "stopOfTwoVms.atOnce": stopOfTwoVms.atOnce,
    suspendResume,
    "purge.ofRunning": purge.ofRunning,
    "purge.ofEnded": purge.ofEnded,
    olderVersion,
    show,
    list,
    twentyVms,
    oneMissing,
    uniformSet,
    flexibleSet,
    verdict,
    "singleVm.common": singleVm.common,
    "singleVm.legacy": singleVm.legacy,
    duplicateAtOnce,
    "duplicateLater.during": duplicateLater.during,
    "duplicateLater.after": duplicateLater.after,
    onDemand,
    idempotency,
    captureFile,
    evidence,
    unchanged,
    stopTooLate,
    byteOrderMark,
    chunked,
    "tooLarge.byOneKib": tooLarge.byOneKib,
    "tooLarge.byFar": tooLarge.byFar,
    utf16,
    brokenJson,
    resolved,
    whatIf,
    capturesPage,
    health,
    wrongKey,
    wrongSettings,
    burst,
  }),
);
