import { alertOn, setId } from "../../test/support/scaleSets/alertOn.ts";
import { inWorld } from "../../test/support/world/inWorld.ts";
import { analyzed, common, vm, vmId, type World } from "../../test/support/world/world.ts";
import { buildApp } from "../buildApp.ts";

const settings = { ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "300", CAPTURE_BYTES_PER_PACKET: "0" };
const everything = { protocol: "*", source: "*", destination: "*", port: "*" };
const denyInternet = {
  name: "DenyInternet",
  direction: "Inbound",
  access: "Deny",
  priority: 300,
  ...everything,
};

/** Where the packets of each picture's VM come from, and what its network does with them. */
const networks = {
  "verdict-denied": { traffic: "port-scan", network: { rules: [denyInternet] } },
  "verdict-black-hole": {
    traffic: "ordinary",
    network: { routes: [{ prefix: "0.0.0.0/0", nextHopType: "None" }] },
  },
} as const;

const instances = [
  { id: "0", traffic: "exfiltration" },
  { id: "1", traffic: "port-scan" },
  { id: "2", powerState: "deallocated" },
  { id: "3", traffic: "ordinary" },
];

async function emailOf(prepare: (world: World) => Promise<unknown>): Promise<string> {
  let email = "";
  const run = async (world: World) => {
    const { emails } = await world.run(await prepare(world));
    email = emails[0]?.html ?? "";
  };
  // The alert fires now.
  await inWorld(settings, run, { startAt: Date.now() });
  if (email === "") throw new Error("No email was sent.");
  return email;
}

/** Emails of whole runs, by the names of their pictures: Azure's verdicts, and a scale set. */
export async function runEmails(): Promise<ReadonlyMap<string, string>> {
  await buildApp();
  const emails = new Map<string, string>();
  for (const [name, { traffic, network }] of Object.entries(networks))
    emails.set(
      name,
      await emailOf(async (world) => {
        await world.control("PUT", "/vms", [vm("WEB01", { traffic })]);
        await world.control("PUT", "/network", [{ vmId: vmId("WEB01"), ...network }]);
        return common("WEB01");
      }),
    );
  emails.set(
    "scale-set",
    await emailOf(async (world) => {
      await world.control("PUT", "/scale-sets", [{ id: setId("web"), orchestration: "Uniform", instances }]);
      return alertOn("web");
    }),
  );
  return emails;
}
