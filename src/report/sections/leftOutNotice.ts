import { many } from "../../wording/many.ts";
import { paragraph, type Section } from "../section.ts";
import type { ReportFacts } from "../reportFacts.ts";

/** VMs that an alert has beyond those that one alert captures. Empty where all are captured. */
export function leftOutNotice({ leftOut }: ReportFacts): readonly Section[] {
  if (leftOut === undefined) return [];
  const { vms, vmNames } = leftOut;
  const more = vms - vmNames.length;
  const named =
    more > 0 ? `${vmNames.join(", ")} and ${more.toLocaleString("en-US")} more` : vmNames.join(", ");
  return [
    {
      heading: `${many(vms, "VM")} of the alert ${vms === 1 ? "was" : "were"} not captured`,
      tone: "warning",
      blocks: [paragraph(`One alert captures at most 20 VMs and scale sets. Left out: ${named}.`)],
    },
  ];
}
