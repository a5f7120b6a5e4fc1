import { certificate } from "./certificate.ts";
import { dnsFailure } from "./dnsFailure.ts";
import { dnsSlow } from "./dnsSlow.ts";
import { dnsStorm } from "./dnsStorm.ts";
import { dnsTunnel } from "./dnsTunnel.ts";
import { dnsUnanswered } from "./dnsUnanswered.ts";
import { httpErrors } from "./httpErrors.ts";
import { platform } from "./platform.ts";
import { tlsAlert } from "./tlsAlert.ts";
import { tlsOld } from "./tlsOld.ts";
import type { Finder } from "../finder.ts";

const finders: readonly Finder[] = [
  platform,
  ...[dnsFailure, dnsUnanswered, dnsSlow, dnsStorm, dnsTunnel],
  ...[tlsAlert, tlsOld, certificate],
  httpErrors,
];

/** What is wrong with names, encryption, web servers and Azure's own services. */
export const findApplicationTroubles: Finder = (input) => finders.flatMap((find) => find(input));
