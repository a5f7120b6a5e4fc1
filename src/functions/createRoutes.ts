import { armedVms } from "./armed/armedVms.ts";
import { captureOnDemand } from "./captureOnDemand.ts";
import { captures } from "./captures.ts";
import { captureStatus } from "./captureStatus.ts";
import { evidence } from "./evidence/evidence.ts";
import { captureFile } from "./file/captureFile.ts";
import { keptCaptures } from "./http/kept/keptCaptures.ts";
import { viewer } from "./page/viewer.ts";
import { testEmail } from "./testEmail.ts";
import { testNotification } from "./testNotification.ts";
import type { CreateHandler } from "./http/configured.ts";

/** The routes that people and scripts call, by the names of their functions. */
export const createRoutes = {
  armedVms,
  captureOnDemand,
  listCaptures: keptCaptures.list,
  getCapture: keptCaptures.get,
  captureFile,
  evidence,
  captureStatus,
  stopCaptures: captures.stop,
  testEmail,
  testNotification,
  viewer: viewer.withKey,
} satisfies Readonly<Record<string, CreateHandler>>;
