import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";

const rule = "ConformanceDeny";
const rules = [
  {
    ...{ name: rule, direction: "Inbound", access: "Deny", priority: 200 },
    ...{ protocol: "*", source: "*", destination: "*", port: "*" },
  },
];

export const verdict: Scenario = {
  fact: "of a scan that Azure's rules deny, the output and the email name the rule",
  async run(site) {
    const vm = await site.stage.vm("port-scan");
    await site.stage.network(vm, { rules });
    const { instance } = await site.app.fire(alertOn([vm], { seconds: site.lengths.short }));
    const { network } = told.captured(await follow.toOutput(site, instance), vm);
    if (network === null)
      return "not asked: this host analyzes no captures, or has REPORT_NETWORK_CONTEXT=false";
    expect.same(network.remark, null, "what could not be asked");
    const denied = network.verdicts.filter(({ access }) => access === "Deny");
    expect.that(denied.length > 0, "no flow is denied");
    expect.same([...new Set(denied.map((one) => one.rule))], [rule], "the rules that deny");
    const emails = await told.emails(site, vm);
    expect.that(
      emails.some(({ text }) => text.replaceAll(/\s+/g, " ").includes(`Rule ${rule} of`)),
      "the email does not name the rule",
    );
    await told.once(site, [vm]);
    return `${denied.length} of ${network.verdicts.length} flows denied`;
  },
};
