import { durationText } from "../../wording/durationText.ts";
import { exactBytes } from "../../wording/roughBytes.ts";
import { armedNotes } from "../armed/armedNotes.ts";
import type { PreviewAnswer } from "../../api/previewAnswer.ts";
import type { CaptureFilter } from "../../captures/plan/captureFilter.ts";
import type { ConflictPolicy } from "../../captures/plan/capturePlan.ts";

type Fact = readonly [label: string, value: string];

const conflicts: Readonly<Record<ConflictPolicy, string>> = {
  join: "this request joins it, if it is wide enough and lasts long enough",
  replace: "the app stops it and starts this one",
  parallel: "this one runs beside it",
};

/** The plan of a capture, as labelled values. */
export function planFacts({
  targets,
  limits,
  conflictPolicy,
  cooldownSeconds,
}: PreviewAnswer): readonly Fact[] {
  const { timeLimitSeconds, maxBytes, bytesPerPacket, filters } = limits;
  const names = targets.map(({ vmName, hostName, vmId }) => vmName ?? hostName ?? vmId ?? "");
  const sessions = targets.flatMap(({ captureName }) => captureName ?? []);
  const armed = armedNotes(targets);
  return [
    ["Virtual machine", names.join(", ")],
    ...(armed.length === 0 ? [] : [["Before the capture", armed.join(" ")] as const]),
    ...(sessions.length === 0 ? [] : [["Capture name", sessions.join(", ")] as const]),
    ["Time limit", durationText(timeLimitSeconds)],
    ["Maximum size", exactBytes(maxBytes)],
    ["Bytes per packet", bytesPerPacket === 0 ? "whole packets" : exactBytes(bytesPerPacket)],
    ["Filters", filters.length === 0 ? "every packet" : filters.map(filterText).join(" or ")],
    ["If a capture already runs there", conflicts[conflictPolicy]],
    ["Cooldown", cooldownSeconds === 0 ? "none" : `${durationText(cooldownSeconds)} after the last capture`],
  ];
}

function filterText(filter: CaptureFilter): string {
  const { protocol, localIPAddress, localPort, remoteIPAddress, remotePort } = filter;
  const side = (name: string, address = "", port = "") => {
    const parts = [address, port === "" ? "" : `port ${port}`].filter((part) => part !== "");
    return parts.length === 0 ? [] : [`${name} ${parts.join(" ")}`];
  };
  const protocols = protocol === undefined || protocol === "Any" ? "any protocol" : protocol;
  return [
    protocols,
    ...side("local", localIPAddress, localPort),
    ...side("remote", remoteIPAddress, remotePort),
  ].join(", ");
}
