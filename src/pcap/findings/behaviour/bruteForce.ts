import { durationText } from "../../../wording/durationText.ts";
import { many } from "../../../wording/many.ts";
import { roughBytes } from "../../../wording/roughBytes.ts";
import { loginServices } from "../../behaviour/loginServices.ts";
import { isPlatformAddress } from "../../names/platformAddresses.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { capital, flowText, hostOf, isInside, pairFilter } from "./hosts.ts";
import type { Guesses } from "../../behaviour/repeats.ts";
import type { FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const told = 3;
const second = 1e9;

/** Who tries one password after the other, and whether one was right. */
export const bruteForce = (input: FinderInput): readonly FindingDraft[] =>
  input.behaviour.suspects.guesses
    .filter((guesses) => isGuessing(input, guesses))
    .slice(0, told)
    .map((guesses) => draftOf(input, guesses));

/** Azure's own probes guess nothing, and a program's connections to its database neither. */
function isGuessing(input: FinderInput, { channel }: Guesses): boolean {
  const { version, initiator, target, port } = channel;
  if (isPlatformAddress(version, initiator) || isPlatformAddress(version, target)) return false;
  if (loginServices.get(port)?.busy !== true) return true;
  const guesser = hostOf(input, version, initiator);
  return !guesser.local && !isInside(guesser.address);
}

function draftOf(input: FinderInput, guesses: Guesses): FindingDraft {
  const { channel, connections, bytes, cameThrough } = guesses;
  const { version, port, largest } = channel;
  const guesser = hostOf(input, version, channel.initiator);
  const host = hostOf(input, version, channel.target);
  const service = loginServices.get(port)?.name ?? "TCP";
  const seconds = (channel.lastAt - channel.firstAt) / second;
  const what = `opens ${many(connections, `alike ${service} connection`)} to`;
  const time = `within ${durationText(Math.max(seconds, 1))}`;
  const through = cameThrough ? `one seems to have got in (${roughBytes(largest.bytes)})` : "none stands out";
  return {
    kind: "brute-force",
    severity: cameThrough || connections >= thresholds.guessing.certain ? "critical" : "warning",
    text: fitText(
      `${capital(guesser.text)} ${what} ${host.text} ${time}, as if guessing passwords; ${through}`,
      `${capital(guesser.short)} ${what} ${host.short} ${time}, as if guessing passwords; ${through}`,
      `${capital(guesser.short)} ${what} ${host.short}, as if guessing passwords; ${through}`,
      `${capital(guesser.short)} ${what} ${host.short}; ${through}`,
    ),
    filter: `${pairFilter(guesser, host)} && tcp.port == ${port}`,
    evidence: {
      counts: { connections, answered: channel.answered, medianBytes: bytes, largestBytes: largest.bytes },
      flows: [
        ...(cameThrough ? [flowText(input, channel, largest.port)] : []),
        flowText(input, channel, channel.firstPort),
      ],
      frames: [...new Set(cameThrough ? [channel.firstFrame, largest.frame] : [channel.firstFrame])].sort(
        (one, other) => one - other,
      ),
    },
    nextStep: nextStepOf(guesser.local, cameThrough, guesser.address, service),
    firstAt: channel.firstAt,
    lastAt: channel.lastAt,
    weight: cameThrough ? 0.97 : guesser.local ? 0.92 : 0.85,
  };
}

function nextStepOf(isOwn: boolean, cameThrough: boolean, guesser: string, service: string): string {
  if (isOwn)
    return "Isolate the VM with an NSG rule that denies outbound traffic, and find the process that guesses.";
  if (cameThrough)
    return `Block ${guesser} in the NSG, end its ${service} session, and check who logged in at that time.`;
  return `Block ${guesser} in the NSG; allow ${service} from known addresses or through Azure Bastion only.`;
}
