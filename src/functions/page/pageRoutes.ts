import { armedVms } from "../armed/armedVms.ts";
import { captureOnDemand } from "../captureOnDemand.ts";
import { captures } from "../captures.ts";
import { evidence } from "../evidence/evidence.ts";
import { captureFile } from "../file/captureFile.ts";
import { keptCaptures } from "../http/kept/keptCaptures.ts";
import { testEmail } from "../testEmail.ts";
import { signedIn } from "./signedIn.ts";
import { viewer } from "./viewer.ts";
import type { createRoutes } from "../createRoutes.ts";
import type { CreateHandler } from "../http/configured.ts";

/**
 * The routes that the captures page calls for someone who is signed in, and the right that each needs. Each
 * is the twin of a route with a key.
 */
export const pageRoutes = {
  viewer: signedIn("read", viewer.signedIn),
  listCaptures: signedIn("read", keptCaptures.list),
  getCapture: signedIn("read", keptCaptures.get),
  captureFile: signedIn("operate", captureFile),
  evidence: signedIn("read", evidence),
  armedVms: signedIn("read", armedVms),
  captureOnDemand: signedIn("operate", withoutFurtherSignIn(captureOnDemand)),
  stopCaptures: signedIn("operate", captures.stop),
  testEmail: signedIn("operate", testEmail),
} satisfies Readonly<Partial<Record<keyof typeof createRoutes, CreateHandler>>>;

/**
 * REQUIRE_SIGN_IN is for the routes with a key. Here the caller has signed in for an app role, and a
 * browser's token may name the registration by another audience than the secure webhook's.
 */
function withoutFurtherSignIn(create: CreateHandler): CreateHandler {
  return (config, azure) => create({ ...config, requiredSignIn: null }, azure);
}
