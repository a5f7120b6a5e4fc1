import { linkNoise } from "./linkNoise.ts";
import { networkNoise } from "./networkNoise.ts";
import { platformChatter } from "./platformChatter.ts";
import { type Scenario, together } from "../scenario.ts";
import { upload } from "./upload.ts";
import { inboundWeb, outboundWeb } from "./web.ts";

/** What the alert is about: a web server's ordinary traffic, and an upload that has no place in it. */
export const unusualUpload: Scenario = together({
  upload,
  outboundWeb,
  inboundWeb,
  platformChatter,
  linkNoise,
  networkNoise,
});
