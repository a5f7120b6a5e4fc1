// @ts-check
import { spawnSync } from "node:child_process";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

// The hooks run before anything is installed, on any Node.js from 20 on: JavaScript without packages. They sign in as azd
// does, so that they need no Azure CLI.

const { AZURE_RESOURCE_MANAGER_ENDPOINT, HOOK_WAIT_SECONDS } = process.env;
const endpoint = AZURE_RESOURCE_MANAGER_ENDPOINT || "https://management.azure.com";
/** How long a hook waits for something in Azure that takes its time. */
export const patienceMs = Number(HOOK_WAIT_SECONDS || 300) * 1000;

/**
 * Runs azd.
 * @param {readonly string[]} args
 * @returns what it prints
 * @throws Error with its own words
 */
export function azd(...args) {
  const { status, stdout, stderr, error } = spawnSync("azd", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`azd ${args.join(" ")}: ${error?.message ?? stderr.trim()}`);
  return stdout;
}

/** @type {string | undefined} */
let token;

/** @returns {string} The same call as that of AzureDeveloperCliCredential in Azure's SDKs. */
const signIn = () => JSON.parse(azd("auth", "token", "--output", "json", "--no-prompt")).token;

/**
 * @param {"GET" | "POST"} method
 * @param {string} path
 */
async function request(method, path) {
  token ??= signIn();
  const headers = { authorization: `Bearer ${token}` };
  const signal = AbortSignal.timeout(60_000);
  try {
    return await fetch(new URL(path, endpoint), { method, headers, signal });
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new Error(`${endpoint} does not answer: ${reason instanceof Error ? reason.message : reason}`, {
      cause: error,
    });
  }
}

/**
 * Calls Azure Resource Manager, three times if it is throttled or fails. An answer without JSON has an empty body.
 * @param {"GET" | "POST"} method
 * @param {string} path with its api-version
 * @returns {Promise<{ status: number, body: any }>}
 */
export async function arm(method, path) {
  for (let attempt = 1; ; attempt += 1) {
    const response = await request(method, path);
    const passes = response.status === 429 || response.status >= 500;
    if (!passes || attempt === 3)
      return { status: response.status, body: await response.json().catch(() => ({})) };
    await sleep(attempt * 500);
  }
}

/**
 * Asks again and again, ever more slowly.
 * @template Answer
 * @param {() => Promise<Answer | null>} ask
 * @returns {Promise<Answer | null>} null: no answer in time
 */
export async function until(ask) {
  const end = Date.now() + patienceMs;
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 10_000)) {
    const answer = await ask();
    if (answer !== null || Date.now() + pauseMs > end) return answer;
    await sleep(pauseMs);
  }
}

/**
 * Runs a hook. Its problems fail azd's command, each with a sentence.
 * @param {() => Promise<readonly string[]>} hook
 */
export async function runHook(hook) {
  const problems = await hook().catch((error) => [String(error.message)]);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exitCode = 1;
}

/** @param {string} sentence */
export function say(sentence) {
  process.stdout.write(`${sentence}\n`);
}
