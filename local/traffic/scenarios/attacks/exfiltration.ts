import { seconds, together, type Scenario } from "../../scenario.ts";
import { linkNoise } from "../everyday/linkNoise.ts";
import { networkNoise } from "../everyday/networkNoise.ts";
import { platformChatter } from "../everyday/platformChatter.ts";
import { webClient } from "../everyday/webClient.ts";
import { webServer } from "../everyday/webServer.ts";
import { upload } from "./upload.ts";

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
