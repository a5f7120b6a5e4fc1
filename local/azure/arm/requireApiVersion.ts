import { world } from "../world.ts";
import { armError } from "./armError.ts";
import type { HttpRequest } from "../http/httpRequest.ts";

const versions = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Of the resource types of Microsoft.Network, as far as Network Watcher has them. */
const networkVersions = versions(`
    2016-09-01 2016-12-01 2017-03-01 2017-06-01 2017-08-01 2017-09-01 2017-10-01 2017-11-01 2018-01-01
    2018-02-01 2018-04-01 2018-06-01 2018-07-01 2018-08-01 2018-10-01 2018-11-01 2018-12-01 2019-02-01
    2019-04-01 2019-06-01 2019-07-01 2019-08-01 2019-09-01 2019-11-01 2019-12-01 2020-03-01 2020-04-01
    2020-05-01 2020-06-01 2020-07-01 2020-08-01 2020-11-01 2021-02-01 2021-03-01 2021-05-01 2021-08-01
    2022-01-01 2022-05-01 2022-07-01 2022-09-01 2022-11-01 2023-02-01 2023-04-01 2023-05-01 2023-06-01
    2023-09-01 2023-11-01 2024-01-01 2024-03-01 2024-05-01 2024-07-01 2024-10-01 2025-01-01 2025-05-01
    2025-07-01 2026-01-01`);

/** Published versions of a resource type, its nested types included, newest last. */
const published: Readonly<Record<string, readonly string[]>> = {
  "microsoft.network/networkwatchers": networkVersions,
  "microsoft.network/networkinterfaces": networkVersions,
  "microsoft.network/publicipaddresses": networkVersions,
  "microsoft.compute/virtualmachines": versions(`
    2015-06-15 2016-03-30 2016-04-30-preview 2017-03-30 2017-12-01 2018-04-01 2018-06-01 2018-10-01
    2019-03-01 2019-07-01 2019-12-01 2020-06-01 2020-12-01 2021-03-01 2021-04-01 2021-07-01 2021-11-01
    2022-03-01 2022-08-01 2022-11-01 2023-03-01 2023-07-01 2023-09-01 2024-03-01 2024-07-01 2024-11-01
    2025-04-01 2026-04-01`),
  "microsoft.compute/virtualmachinescalesets": versions(`
    2015-06-15 2016-03-30 2017-03-30 2017-12-01 2018-04-01 2018-06-01 2018-10-01 2019-03-01 2019-07-01
    2019-12-01 2020-06-01 2020-12-01 2021-03-01 2021-04-01 2021-07-01 2021-11-01 2022-03-01 2022-08-01
    2022-11-01 2023-03-01 2023-07-01 2023-09-01 2024-03-01 2024-07-01 2024-11-01 2025-04-01 2026-04-01`),
  "microsoft.storage/storageaccounts": versions(`
    2015-06-15 2016-01-01 2016-05-01 2016-12-01 2017-06-01 2017-10-01 2018-02-01 2018-07-01 2018-11-01
    2019-04-01 2019-06-01 2021-01-01 2021-02-01 2021-04-01 2021-06-01 2021-08-01 2021-09-01 2022-05-01
    2022-09-01 2023-01-01 2023-04-01 2023-05-01 2024-01-01 2025-01-01 2025-06-01`),
};

/**
 * Checks that the request's api-version is one of its resource type's. A list of a whole subscription or
 * resource group has no region, and Resource Manager words its refusal differently.
 * @throws AzureError 400, 404
 */
export function requireApiVersion({ query, path }: HttpRequest): void {
  const version = query.get("api-version") ?? "";
  if (version === "")
    throw armError.badRequest(
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  const [, provider = "", rest = ""] = /\/providers\/([^/]+)\/(.+)$/i.exec(path) ?? [];
  const [type = "", name, nested] = rest.split("/");
  const known = published[`${provider}/${type}`.toLowerCase()];
  if (known === undefined || known.includes(version)) return;
  const supported = known.toReversed();
  if (name === undefined || name === "") throw armError.unknownApiVersion(provider, type, version, supported);
  const fullType = nested === undefined || nested === "" ? type : `${type}/${nested}`;
  throw armError.badRequest(
    "NoRegisteredProviderFound",
    `No registered resource provider found for location '${world.location}' and API version '${version}' for type '${fullType}'. The supported api-versions are '${supported.join(", ")}'. The supported locations are '${world.location}'.`,
  );
}
