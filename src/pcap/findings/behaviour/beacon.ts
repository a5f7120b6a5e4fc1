import { many } from "../../../wording/many.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import { isPlatformAddress } from "../../names/platformAddresses.ts";
import { ipProtocol } from "../../protocols/ipProtocol.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { capital, flowText, namedHost, pairFilter, targetText } from "./namedHost.ts";
import type { Beacon } from "../../behaviour/repeats.ts";
import type { FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const told = 2;

/** Services of a network that programs ask at regular times: DNS, DHCP, NTP, NetBIOS, SSDP, mDNS, LLMNR. */
const ordinaryPorts: ReadonlySet<number> = new Set([53, 67, 68, 123, 137, 138, 546, 547, 1900, 5353, 5355]);

/** Connections of the VM at regular times and of like sizes, as malware asks for orders and programs poll. */
export const beacon = (input: FinderInput): readonly FindingDraft[] =>
  input.behaviour.suspects.beacons
    .filter((one) => isOwn(input, one) && !isGuessing(input, one))
    .slice(0, told)
    .map((one) => draftOf(input, one));

function isOwn(input: FinderInput, { channel }: Beacon): boolean {
  const { version, initiator, target, port } = channel;
  if (ordinaryPorts.has(port) || isPlatformAddress(version, target)) return false;
  return namedHost(input, version, initiator).local && !namedHost(input, version, target).local;
}

/** Whether its connections are told as attempts to guess a password. */
const isGuessing = ({ behaviour }: FinderInput, { channel }: Beacon): boolean =>
  behaviour.suspects.guesses.some(
    ({ channel: { number, initiator, target } }) =>
      number === channel.number && initiator === channel.initiator && target === channel.target,
  );

function draftOf(
  input: FinderInput,
  { channel, connections, periodSeconds, bytes, score }: Beacon,
): FindingDraft {
  const { version, port, initiator, target } = channel;
  const host = namedHost(input, version, target);
  const own = namedHost(input, version, initiator);
  const period =
    periodSeconds < 9.95 ? periodSeconds.toFixed(1) : Math.round(periodSeconds).toLocaleString("en-US");
  const rhythm = `every ${period} s, ${many(connections, "time")}, about ${roughBytes(Math.round(bytes))} each`;
  const service = targetText(host, port);
  const named = host.text === host.short ? service : `${service}${host.text.slice(host.short.length)}`;
  const seconds = input.timeline.durationSeconds;
  const longest = Math.round(seconds / (thresholds.beacon.starts - 1));
  const protocol = channel.protocol === ipProtocol.tcp ? "tcp" : "udp";
  return {
    kind: "beacon",
    severity: "note",
    text: fitText(
      `${capital(own.text)} contacts ${named} ${rhythm}`,
      `${capital(own.short)} contacts ${service} ${rhythm}`,
    ),
    filter: `${pairFilter(own, host)} && ${protocol}.port == ${port}`,
    evidence: {
      counts: {
        connections,
        periodSeconds: Number(periodSeconds.toFixed(3)),
        score: Number(score.toFixed(2)),
      },
      flows: [flowText(input, channel)],
      frames: [channel.firstFrame],
    },
    nextStep: `Find the process and ask what it polls; ${Math.round(seconds)} s of capture show periods up to ${longest} s only.`,
    firstAt: channel.firstAt,
    lastAt: channel.lastAt,
    weight: 0.3 * score,
  };
}
