import { seconds, together, type Scenario } from "../scenario.ts";
import { linkNoise } from "./linkNoise.ts";
import { networkNoise } from "./networkNoise.ts";
import { platformChatter } from "./platformChatter.ts";
import { webClient } from "./webClient.ts";
import { webServer } from "./webServer.ts";

/** A web server's normal day. Its many visitors transfer little each, so no peer dominates. */
export const ordinary: Scenario = together({
  visitors: webServer({ every: seconds(0.14), most: 300, request: [600, 2_600], answer: [2_000, 8_000] }),
  services: webClient({ every: seconds(1.1), most: 60, request: [180, 900], answer: [300, 2_500] }),
  platformChatter,
  linkNoise,
  networkNoise,
});
