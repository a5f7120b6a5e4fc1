import { seconds, together, type Scenario } from "../../scenario.ts";
import { linkNoise } from "./linkNoise.ts";
import { networkNoise } from "./networkNoise.ts";
import { platformChatter } from "./platformChatter.ts";
import { webClient } from "./webClient.ts";
import { webServer } from "./webServer.ts";

interface Day {
  /** Most conversations in a capture: of visitors, and with services. */
  readonly visitors: number;
  readonly services: number;
}

const day = ({ visitors, services }: Day): Scenario =>
  together({
    visitors: webServer({
      every: seconds(0.14),
      most: visitors,
      request: [600, 2_600],
      answer: [2_000, 8_000],
    }),
    services: webClient({ every: seconds(1.1), most: services, request: [180, 900], answer: [300, 2_500] }),
    platformChatter,
    linkNoise,
    networkNoise,
  });

/** A web server's normal day. Its many visitors transfer little each, so no peer dominates. */
export const ordinary: Scenario = day({ visitors: 300, services: 60 });

/** The same with less in longer captures, around a trouble that has packets enough of its own. */
export const quiet: Scenario = day({ visitors: 100, services: 25 });
