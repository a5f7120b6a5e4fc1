import { seconds, together, type Scenario } from "../scenario.ts";
import { linkNoise } from "./linkNoise.ts";
import { networkNoise } from "./networkNoise.ts";
import { platformChatter } from "./platformChatter.ts";
import { upload } from "./upload.ts";
import { webClient } from "./webClient.ts";
import { webServer } from "./webServer.ts";

const web = { most: 40, request: [180, 900], answer: [300, 14_000] } as const;

/** A web server's ordinary traffic plus an unexpected upload: one host receives most outbound bytes. */
export const exfiltration: Scenario = together({
  upload,
  outboundWeb: webClient({ ...web, every: seconds(1.6) }),
  inboundWeb: webServer({ ...web, every: seconds(2.2) }),
  platformChatter,
  linkNoise,
  networkNoise,
});
