import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { repository } from "../documents.ts";
import { azureYaml } from "./azureYaml.ts";
import { simulatedArm, type ArmState } from "./simulatedArm.ts";

/** Stands in for azd: it notes its arguments, and is signed in unless the test says no. */
const azd = `#!/bin/sh
echo "$*" >>"$AZD_CALLS"
if [ "$1" = auth ]; then
  [ "$SIGNED_IN" = no ] && { echo "ERROR: not logged in, run azd auth login" >&2; exit 1; }
  echo '{"token":"TOKEN","expiresOn":"2099-01-01T00:00:00Z"}'
fi
`;

export const subscriptionId = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";

/** azd's environment after a deployment. */
export const deployedEnvironment = {
  AZURE_RESOURCE_GROUP: "rg-prod",
  FUNCTION_APP_NAME: "capture-abc",
  APP_STORAGE_ACCOUNT_ID: `/subscriptions/${subscriptionId}/resourceGroups/rg-prod/providers/Microsoft.Storage/storageAccounts/appabc`,
  HOST_IDENTITY_PRINCIPAL_ID: "22222222-2222-4333-8444-555555555555",
};

/** Runs the project's hook as azd does on Linux and macOS: its script in sh, with azd's environment. */
export async function runHook(
  name: string,
  state: ArmState,
  environment: Readonly<Record<string, string>> = {},
) {
  const run = azureYaml.hooks.get(name)?.get("sh") ?? "";
  const folder = mkdtempSync(join(tmpdir(), "hook-"));
  writeFileSync(join(folder, "azd"), azd);
  chmodSync(join(folder, "azd"), 0o755);
  await using arm = await simulatedArm(state);
  const calls = join(folder, "calls");
  const child = spawn("sh", ["-c", `set -e\n\n${run}`], {
    cwd: repository,
    env: {
      PATH: [folder, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
      AZD_CALLS: calls,
      AZURE_RESOURCE_MANAGER_ENDPOINT: arm.url,
      AZURE_SUBSCRIPTION_ID: subscriptionId,
      AZURE_LOCATION: "westeurope",
      HOOK_WAIT_SECONDS: "20",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  const set = existsSync(calls) ? readFileSync(calls, "utf8").match(/^env set .*$/gm) : null;
  rmSync(folder, { recursive: true });
  /** `set` has the calls that change azd's environment. */
  return { status, stdout, stderr, set: [...(set ?? [])], requests: arm.requests };
}
