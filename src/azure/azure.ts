import { createAppStorage, type AppStorage } from "./appStorage.ts";
import { createCaptureFiles, type CaptureFiles } from "./captureFiles.ts";
import { createComputers, type Computers } from "./computers.ts";
import { createEvidenceFiles, type EvidenceFiles } from "./files/evidenceFiles.ts";
import { createFileLinks, type FileLinks } from "./files/fileLinks.ts";
import { createFileLists, type FileLists } from "./files/fileLists.ts";
import { createCredential } from "./identity/createCredential.ts";
import { createMailer, type Mailer } from "./mailer.ts";
import { createNetworkInterfaces, type NetworkInterfaces } from "./network/networkInterfaces.ts";
import { createNetworkVerdicts, type NetworkVerdicts } from "./network/networkVerdicts.ts";
import { createNetworkWatchers, type NetworkWatchers } from "./networkWatchers.ts";
import { createPacketCaptures, type PacketCaptures } from "./packetCaptures.ts";
import { createResourceManager } from "./resourceManager.ts";
import { createScaleSets, type ScaleSets } from "./scaleSets.ts";
import { createStorageAccounts, type StorageAccounts } from "./storageAccounts.ts";
import { createVirtualMachines, type VirtualMachines } from "./virtualMachines.ts";
import { createWebhooks, type Webhooks } from "./webhooks/webhooks.ts";
import type { Config } from "../config.ts";

/** The Azure services that the app uses. */
export interface Azure {
  readonly virtualMachines: VirtualMachines;
  readonly scaleSets: ScaleSets;
  readonly computers: Computers;
  readonly networkWatchers: NetworkWatchers;
  readonly networkInterfaces: NetworkInterfaces;
  readonly networkVerdicts: NetworkVerdicts;
  readonly packetCaptures: PacketCaptures;
  readonly storageAccounts: StorageAccounts;
  readonly captureFiles: CaptureFiles;
  readonly fileLinks: FileLinks;
  readonly evidenceFiles: EvidenceFiles;
  readonly fileLists: FileLists;
  readonly appStorage: AppStorage;
  readonly mailer: Mailer;
  readonly webhooks: Webhooks;
}

/** Creates the clients; makes no call yet. */
export function connect(config: Config): Azure {
  const credential = createCredential(config);
  const arm = createResourceManager(config, credential);
  const storageAccounts = createStorageAccounts(arm);
  return {
    virtualMachines: createVirtualMachines(arm),
    scaleSets: createScaleSets(arm),
    computers: createComputers(arm),
    networkWatchers: createNetworkWatchers(arm),
    networkInterfaces: createNetworkInterfaces(arm),
    networkVerdicts: createNetworkVerdicts(arm),
    packetCaptures: createPacketCaptures(arm),
    storageAccounts,
    captureFiles: createCaptureFiles(config, credential, storageAccounts),
    fileLinks: createFileLinks(config, credential, storageAccounts),
    evidenceFiles: createEvidenceFiles(config, credential, storageAccounts),
    fileLists: createFileLists(config, credential, storageAccounts),
    appStorage: createAppStorage(config, credential),
    mailer: createMailer(config, credential),
    webhooks: createWebhooks(config),
  };
}
