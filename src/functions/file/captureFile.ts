import { AzureFault, factsOf } from "../../azure/azureFault.ts";
import { instanceId } from "../../durable/instances/instanceId.ts";
import { localFileName } from "../../report/sections/fileAddress.ts";
import { log } from "../../telemetry/log.ts";
import { captureView } from "../http/captureView.ts";
import { captureInstances } from "../http/instances/captureInstances.ts";
import { principal } from "../http/principal.ts";
import { problem } from "../http/problem.ts";
import { queryParameters } from "../http/queryParameters.ts";
import { withBackend } from "../http/withBackend.ts";
import { callerHops } from "./callerHops.ts";
import { chooseFile, type ChosenFile } from "./chooseFile.ts";
import { isAdmitted } from "./isAdmitted.ts";
import { withoutLink } from "./withoutLink.ts";
import type { FileLink } from "../../api/fileLink.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { HttpHandler, HttpRequest, HttpResponseInit, InvocationContext } from "@azure/functions";

/** A link opens the file for whoever has it. */
const notKept = { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" };

/**
 * GET /api/captures/{id}/file?vm=: leads to a link that opens the capture file for five minutes. Callers that
 * accept JSON get the link itself.
 */
export const captureFile = (config: Config, azure: () => Promise<Azure>): HttpHandler =>
  withBackend(async (request, context) => {
    const answer = await answerTo(request, context, config, azure);
    return { ...answer, headers: { ...(answer.headers as Record<string, string>), ...notKept } };
  });

async function answerTo(
  request: HttpRequest,
  context: InvocationContext,
  config: Config,
  azure: () => Promise<Azure>,
): Promise<HttpResponseInit> {
  const instance = await captureInstances.named(request, context);
  if (instance === null) return captureInstances.unknown;
  const view = captureView(instance, await captureInstances.childrenOf(instance, context));
  const choice = chooseFile(view, queryParameters.read(request.query, "vm"));
  if (!choice.ok) return choice.answer;
  const { file } = choice;
  const place = { address: file.fileUrl, fileName: localFileName(file) };
  const about = { ...instanceId.parse(view.id), vmId: file.vmId };
  try {
    const link = await linkTo(file, place.fileName, request, config, await azure());
    if (!("url" in link)) return link;
    const { expiresAt } = link;
    const principalId = principal.idIn(request.headers, config);
    log(context, "capture.linkIssued", { ...about, expiresAt, principalId });
    return answerWith(link, request);
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    log(context, "capture.linkFailed", { ...about, ...factsOf(error) });
    return withoutLink.fault(place, error);
  }
}

/** The link, or the answer in its place. */
async function linkTo(
  { fileUrl }: ChosenFile,
  fileName: string,
  { headers }: HttpRequest,
  { storageAccountId, fileRetentionDays }: Config,
  { captureFiles, fileLinks, storageAccounts }: Azure,
): Promise<FileLink | HttpResponseInit> {
  const address = await captureFiles.locate(fileUrl);
  if (address === null)
    return problem(404, "The capture file is not in the app's storage account (CAPTURE_STORAGE_ACCOUNT_ID).");
  // First, because only this call is refused with a code that says why.
  const { url, expiresAt } = await fileLinks.link(address, fileName);
  const [bytes, firewall] = await Promise.all([
    captureFiles.size(address),
    // It only explains what storage will do.
    storageAccounts.firewall(storageAccountId).catch(() => null),
  ]);
  if (bytes === null)
    return problem(404, `The capture file is no longer in storage${keptFor(fileRetentionDays)}.`);
  if (!isAdmitted(firewall, callerHops(headers))) return withoutLink.excluded({ address, fileName });
  return { url, expiresAt: expiresAt.toISOString() };
}

const keptFor = (days: number | null): string =>
  days === null ? "" : `, which keeps files for ${days} days`;

function answerWith(link: FileLink, { headers }: HttpRequest): HttpResponseInit {
  const wantsJson = /\bapplication\/json\b/i.test(headers.get("accept") ?? "");
  return wantsJson ? { status: 200, jsonBody: link } : { status: 302, headers: { Location: link.url } };
}
