import { analyzeCapture } from "./analyzeCapture.ts";
import { checkCapture } from "./checkCapture.ts";
import { readVmCaptures } from "./children/readVmCaptures.ts";
import { startVmCaptures } from "./children/startVmCaptures.ts";
import { stopVmCaptures } from "./children/stopVmCaptures.ts";
import { clearConflicts } from "./clearConflicts.ts";
import { createCapture } from "./createCapture.ts";
import { closeDigest } from "./digest/closeDigest.ts";
import { enterDigest } from "./digest/enterDigest.ts";
import { readDigest } from "./digest/readDigest.ts";
import { sendDigest } from "./digest/sendDigest.ts";
import { writeEvidence } from "./evidence/writeEvidence.ts";
import { findCaptureFile } from "./findCaptureFile.ts";
import { installAgent } from "./installAgent.ts";
import { leaveCapture } from "./leaveCapture.ts";
import { askNetwork } from "./network/askNetwork.ts";
import { readAddresses } from "./network/readAddresses.ts";
import { tellNetwork } from "./network/tellNetwork.ts";
import { listEndpoints } from "./notifications/listEndpoints.ts";
import { sendNotification } from "./notifications/sendNotification.ts";
import { releaseGrant } from "./releaseGrant.ts";
import { removeSession } from "./removeSession.ts";
import { checkReport } from "./report/checkReport.ts";
import { locateCapture } from "./report/locateCapture.ts";
import { readInterruption } from "./report/readInterruption.ts";
import { sendReport } from "./report/sendReport.ts";
import { resolveHostNames } from "./resolveHostNames.ts";
import { resolveVm } from "./resolveVm.ts";
import { findRingFiles } from "./rings/findRingFiles.ts";
import { sendArmingReport } from "./rings/sendArmingReport.ts";
import { startArmingReport } from "./rings/startArmingReport.ts";
import { surveyRings } from "./rings/surveyRings.ts";
import { takeRing } from "./rings/takeRing.ts";
import { tendRing } from "./rings/tendRing.ts";
import { analyzeInstances } from "./scaleSets/analyzeInstances.ts";
import { findInstanceFiles } from "./scaleSets/findInstanceFiles.ts";
import { resolveScaleSet } from "./scaleSets/resolveScaleSet.ts";
import { stopCapture } from "./stopCapture.ts";
import { readTelling } from "./telling/readTelling.ts";
import { settleReport } from "./telling/settleReport.ts";
import type { AnalysisRunner } from "../analysis/analysisRunner.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

type Handlers = {
  readonly [Name in keyof typeof activities]: (
    azure: Azure,
    config: Config,
  ) => HandlerOf<(typeof activities)[Name]>;
};

/** The handlers of all activities. `runner` analyzes the capture files. */
export function createHandlers(runner: () => Promise<AnalysisRunner>): Handlers {
  const analyze = analyzeCapture(runner);
  return { ...handlers, analyzeCapture: analyze, analyzeInstances: analyzeInstances(analyze) };
}

const handlers: Omit<Handlers, "analyzeCapture" | "analyzeInstances"> = {
  checkCapture,
  readVmCaptures,
  startVmCaptures,
  stopVmCaptures,
  clearConflicts,
  createCapture,
  findCaptureFile,
  installAgent,
  leaveCapture,
  releaseGrant,
  removeSession,
  checkReport,
  locateCapture,
  readInterruption,
  sendReport,
  settleReport,
  readTelling,
  enterDigest,
  closeDigest,
  readDigest,
  sendDigest,
  listEndpoints,
  sendNotification,
  writeEvidence,
  resolveHostNames,
  resolveVm,
  stopCapture,
  takeRing,
  surveyRings,
  tendRing,
  startArmingReport,
  sendArmingReport,
  findRingFiles,
  readAddresses,
  askNetwork,
  tellNetwork,
  resolveScaleSet,
  findInstanceFiles,
};
