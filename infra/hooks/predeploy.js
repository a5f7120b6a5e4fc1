// @ts-check
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { arm, patienceMs, runHook, say } from "./azure.js";

const { APP_STORAGE_ACCOUNT_ID, HOST_IDENTITY_PRINCIPAL_ID } = process.env;

/**
 * Azure stores the package with the host's identity. Its role on the storage account takes a minute or more to work, and
 * until then the first deployment fails with InaccessibleStorageException.
 * https://github.com/Azure/azure-dev/issues/8026
 */
const roleAgeMs = 180_000;

/** Milliseconds since the youngest role of the identity on the account was assigned; null if that cannot be read. */
async function roleAge() {
  const filter = encodeURIComponent(`principalId eq '${HOST_IDENTITY_PRINCIPAL_ID}'`);
  const { body } = await arm(
    "GET",
    `${APP_STORAGE_ACCOUNT_ID}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}&api-version=2022-04-01`,
  );
  /** @type {{ properties: { createdOn: string } }[]} */
  const assignments = body.value ?? [];
  const created = assignments
    .map(({ properties }) => Date.parse(properties.createdOn))
    .filter((time) => !Number.isNaN(time));
  return created.length === 0 ? null : Date.now() - Math.max(...created);
}

// Before `azd deploy`.
await runHook(async () => {
  if (!APP_STORAGE_ACCOUNT_ID || !HOST_IDENTITY_PRINCIPAL_ID) return [];
  const age = await roleAge();
  const waitMs = age === null ? 0 : Math.min(roleAgeMs - age, patienceMs);
  if (waitMs <= 0) return [];
  say(
    `Waiting ${Math.ceil(waitMs / 1000)} s until the host's new role on its storage account works everywhere.`,
  );
  await sleep(waitMs);
  return [];
});
