import { SignInFault } from "../../azure/identity/signIn.ts";
import { downloadCommand, fileAddress } from "../../report/sections/fileAddress.ts";
import { problem } from "../http/problem.ts";
import type { AzureFault } from "../../azure/azureFault.ts";
import type { HttpResponseInit } from "@azure/functions";

/** A capture file in the app's storage account. */
interface StoredAt {
  /** Its plain address. */
  readonly address: string;
  /** A name for the downloaded file. */
  readonly fileName: string;
}

const retryAfterSeconds = 15;

/** Answers instead of a link: the reason, and how else to get the file. */
export const withoutLink = {
  /** The firewall does not let the caller through. */
  excluded: (file: StoredAt): HttpResponseInit =>
    instead(
      file,
      "The storage account's firewall does not admit your address, so a link would not work. Run the command from an address or a network that the firewall admits.",
    ),

  /** Storage, Resource Manager or the sign-in refuses the app, or does not answer now. */
  fault(file: StoredAt, fault: AzureFault): HttpResponseInit {
    if (!fault.passing) return instead(file, reasonOf(fault));
    const headers = { "Retry-After": String(fault.retryAfterSeconds ?? retryAfterSeconds) };
    return problem(503, `The link cannot be made now. ${fault.message}`, { headers });
  },
};

function instead({ address, fileName }: StoredAt, detail: string): HttpResponseInit {
  const safe = fileAddress(address);
  const commands = safe === null ? [] : [downloadCommand(safe, fileName)];
  return problem(409, detail, { members: { commands } });
}

function reasonOf(fault: AzureFault): string {
  if (fault instanceof SignInFault) return `The app could not sign in to storage. ${fault.advice}`;
  if (fault.status !== 403) return `Storage gives the app no link. ${fault.message}`;
  // https://learn.microsoft.com/troubleshoot/azure/azure-storage/blobs/authentication/storage-troubleshoot-403-errors
  return fault.code === "AuthorizationFailure"
    ? "The storage account's firewall does not admit the app. The command works with your own sign-in, from where the firewall admits you."
    : "The app's identity may not make links: that needs the role Storage Blob Data Reader at the storage account itself. The command works with your own sign-in.";
}
