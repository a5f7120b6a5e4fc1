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

@description('Days for which a deleted capture file can be restored; 0: not at all.')
param softDeleteDays int

@description('Subnets from which the account can be reached; none: from everywhere.')
param subnetIds array

@description('Whether reads, writes and deletions of capture files are logged.')
param audit bool

@description('Id of the workspace for that log.')
param workspaceId string

@description('Principal id of the app\'s identity.')
param principalId string

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
    networkAcls: {
      // The agent on the VM uploads the file itself, from the VM's subnet (same page). Without the subnets of the VMs
      // and of the app a closed firewall would lose every capture.
      defaultAction: empty(subnetIds) ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
      virtualNetworkRules: [for id in subnetIds: { id: id, action: 'Allow' }]
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: softDeleteDays == 0 ? { enabled: false } : { enabled: true, days: softDeleteDays }
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
              // The container that packet capture writes to. Append blobs have no last-access tier, only deletion.
              filters: { blobTypes: ['blockBlob', 'appendBlob'], prefixMatch: ['network-watcher-logs/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: retentionDays } } }
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

resource readFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobReader)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Name of the storage account.')
output name string = account.name

@description('Id of the storage account.')
output id string = account.id
