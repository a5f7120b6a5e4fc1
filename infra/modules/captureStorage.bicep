@description('Name of the storage account.')
param name string

@description('Region. The portal accepts only an account in the captured VM\'s region.')
param location string

@description('Tags.')
param tags object

@description('Redundancy. Packet capture does not support Premium accounts.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param sku string

@description('Days after which a capture file is deleted.')
param retentionDays int

@description('Days after which a previous version of a capture file is deleted.')
param versionRetentionDays int

@description('Days for which a deleted capture file can be restored; 0: not at all.')
param softDeleteDays int

@description('Days for which a deleted container can be restored; 0: not at all.')
param containerSoftDeleteDays int

@description('Whether a capture file that is overwritten or deleted stays as a previous version.')
param versioning bool

@description('Days for which a capture file can be neither changed nor deleted; 0: no such policy.')
param immutabilityDays int

@description('How long a SAS token of the account should be valid at most, as days.hours:minutes:seconds; longer ones are logged.')
param sasExpirationPeriod string

@description('Subnets from which the account can be reached; none: from everywhere.')
param subnetIds array

@description('Addresses and ranges from which the account can be reached beside the subnets.')
param ipRanges array

@description('Whether the app can make links to capture files.')
param fileLinks bool

@description('Name (a GUID) of the role with which the app creates evidence records beside the files; empty: it creates none.')
param evidenceRole string

@description('Whether reads, writes and deletions of capture files are logged.')
param audit bool

@description('Id of the workspace for that log.')
param workspaceId string

@description('Principal id of the app\'s identity.')
param principalId string

// The container that packet capture writes to.
var captureContainer = 'network-watcher-logs'
var blobReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowBlobPublicAccess: false
    // Packet capture writes with a SAS token that is signed with the account's key.
    // https://learn.microsoft.com/azure/network-watcher/packet-capture-manage#prerequisites
    allowSharedKeyAccess: true
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Log, not Block: Network Watcher makes the SAS token with which the VM writes the file, and for how long it makes it
    // valid is not documented. A longer one is marked in the log of writes (SasExpiryStatus).
    // https://learn.microsoft.com/azure/storage/common/sas-expiration-policy
    sasPolicy: { expirationAction: 'Log', sasExpirationPeriod: sasExpirationPeriod }
    networkAcls: {
      // The agent on the VM uploads the file itself, from the VM's subnet (same page). Without the subnets of the VMs
      // and of the app a closed firewall would lose every capture.
      defaultAction: empty(subnetIds) ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
      virtualNetworkRules: [for id in subnetIds: { id: id, action: 'Allow' }]
      ipRules: [for range in ipRanges: { value: range, action: 'Allow' }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      isVersioningEnabled: versioning
      deleteRetentionPolicy: softDeleteDays == 0 ? { enabled: false } : { enabled: true, days: softDeleteDays }
      containerDeleteRetentionPolicy: containerSoftDeleteDays == 0
        ? { enabled: false }
        : { enabled: true, days: containerSoftDeleteDays }
    }

    // Packet capture makes this container itself, unless it is there: a policy, and a role at it, need it before the
    // first capture.
    resource files 'containers' = if (immutabilityDays > 0 || !fileLinks || !empty(evidenceRole)) {
      name: captureContainer
      properties: { publicAccess: 'None' }

      // Unlocked: whoever may write this policy can still shorten or delete it (infra/README.md tells how to lock it).
      resource immutability 'immutabilityPolicies' = if (immutabilityDays > 0) {
        name: 'default'
        properties: {
          immutabilityPeriodSinceCreationInDays: immutabilityDays
          // A file can then be created and added to, in whichever kind of blob it is written, but not overwritten.
          // https://learn.microsoft.com/azure/storage/blobs/immutable-container-level-worm-policies
          allowProtectedAppendWritesAll: true
        }
      }
    }
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    dependsOn: [blobs]
    properties: {
      policy: {
        rules: [
          {
            name: 'deleteCaptureFiles'
            type: 'Lifecycle'
            enabled: true
            definition: {
              // Append blobs have no last-access tier, only deletion.
              filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['${captureContainer}/'] }
              // Versions and snapshots too, by their own age: with versioning, what the first action deletes stays as a
              // previous version.
              actions: {
                baseBlob: { delete: { daysAfterModificationGreaterThan: retentionDays } }
                version: { delete: { daysAfterCreationGreaterThan: versionRetentionDays } }
                snapshot: { delete: { daysAfterCreationGreaterThan: retentionDays } }
              }
            }
          }
        ]
      }
    }
  }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (audit) {
  name: 'capture-files'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageRead', enabled: true }
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
  }
}

// The role also has generateUserDelegationKey/action, with which the app signs links. That action counts at the account
// only, not at a container: there the same role reads files and makes no links.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage#storage-blob-data-reader
// https://learn.microsoft.com/rest/api/storageservices/get-user-delegation-key#permissions
resource readFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (fileLinks) {
  name: guid(account.id, principalId, blobReader)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource readFilesOnly 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!fileLinks) {
  name: guid(account.id, captureContainer, principalId, blobReader)
  scope: account::blobs::files
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// At the container: nowhere else has the app anything to create.
resource createRecords 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(evidenceRole)) {
  name: guid(account.id, captureContainer, principalId, evidenceRole)
  scope: account::blobs::files
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', evidenceRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Name of the storage account.')
output name string = account.name

@description('Id of the storage account.')
output id string = account.id
