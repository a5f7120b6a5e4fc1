import { tlsVersions } from "../../tls/handshake.ts";
import { addressFilter, framesFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { evidenceOf, isOwn, serviceWordings } from "./serviceText.ts";
import type { Finder } from "../finder.ts";

const listed = 2;
const names: ReadonlyMap<number, string> = new Map([
  [tlsVersions.ssl30, "SSL 3.0"],
  [tlsVersions.tls10, "TLS 1.0"],
  [tlsVersions.tls11, "TLS 1.1"],
]);

/** Services that negotiate a version of TLS that is no longer safe (RFC 7568, RFC 8996). */
export const tlsOld: Finder = ({ applications, book, local }) =>
  applications.tls.servers
    .all()
    .filter(({ old }) => old.count > 0)
    .sort((one, other) => other.old.count - one.old.count)
    .slice(0, listed)
    .map((server) => {
      const { old, oldestVersion, serverHellos, version, address, port } = server;
      const counted = `${old.count.toLocaleString("en-US")} of ${serverHellos.toLocaleString("en-US")} handshakes`;
      const wordings = serviceWordings(book, server, server.name).map(
        (service) =>
          `${isOwn(local, server) ? "The VM's " : ""}${service} still negotiates ${names.get(oldestVersion) ?? "old TLS"} (${counted})`,
      );
      return {
        kind: "tls-old",
        severity: oldestVersion === tlsVersions.ssl30 ? "warning" : "note",
        text: fitText(wordings[0] ?? "", ...wordings.slice(1)),
        // A hello shows in the packet that completes its record, which need not be the one meant here.
        filter: `${addressFilter(book.text(version, address), "src")} && tcp.srcport == ${port} && (tls.handshake.type == 2 || ${framesFilter(old.frames)})`,
        evidence: evidenceOf(book, server, old, { handshakes: serverHellos, old: old.count }),
        nextStep: "Enable TLS 1.2 or later on both sides; Azure's services end TLS 1.0 and 1.1.",
        firstAt: old.firstAt,
        lastAt: old.lastAt,
        weight: 0.3,
      };
    });
