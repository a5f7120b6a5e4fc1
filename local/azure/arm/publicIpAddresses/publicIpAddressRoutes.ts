import { route, type Route } from "../../http/route.ts";
import { armError } from "../armError.ts";
import {
  publicAddressId,
  publicAddressView,
  publicIpAddressType,
} from "../networkInterfaces/networkInterfaceView.ts";
import { inGroup } from "../requireScope.ts";
import { idKey, resourceId } from "../resourceId.ts";
import type { Networks } from "../../network/networks.ts";
import type { Vms } from "../virtualMachines/vms.ts";

interface PublicIpAddressOptions {
  readonly vms: Vms;
  readonly networks: Networks;
}

export const publicIpAddressRoutes = ({ vms, networks }: PublicIpAddressOptions): readonly Route[] => [
  route("GET", `${inGroup}/${publicIpAddressType}/:address`, (_, path) => {
    const wanted = idKey(resourceId(path, publicIpAddressType, path.address));
    for (const vm of vms.allWithMembers())
      for (const nic of networks.of(vm).nics)
        if (nic.publicIp !== null && idKey(publicAddressId(vm, nic)) === wanted) {
          const body = publicAddressView(vm, nic);
          return { status: 200, headers: { etag: String(body.etag) }, body };
        }
    throw armError.resourceNotFound(publicIpAddressType, path.address, path.group);
  }),
];
