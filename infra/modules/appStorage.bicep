@description('Name of the storage account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Name of the container that holds the deployed package.')
param packageContainer string

@description('Whether Durable Functions also keeps its state here, in queues and tables.')
param holdsDurableState bool

@description('Days for which a deleted blob or container can be restored; 0: not at all.')
param softDeleteDays int

@description('Whether reads, writes and deletions of blobs are logged.')
param audit bool

@description('Id of the workspace for that log.')
param workspaceId string

@description('Principal id of the host\'s identity.')
param principalId string

// The host keeps its keys and the leases of timers in blobs, and the app its small records (container capture-on-alert);
// both create their containers.
// https://learn.microsoft.com/azure/azure-functions/functions-reference#connecting-to-host-storage-with-an-identity
var blobOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var queueContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var roles = holdsDurableState ? [blobOwner, queueContributor, tableContributor] : [blobOwner]
var retention = softDeleteDays == 0 ? { enabled: false } : { enabled: true, days: softDeleteDays }

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: retention
      containerDeleteRetentionPolicy: retention
    }

    resource package 'containers' = {
      name: packageContainer
      properties: { publicAccess: 'None' }
    }
  }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (audit) {
  name: 'app-storage'
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

resource access 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, principalId, role)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

@description('Id of the storage account.')
output id string = account.id

@description('Name of the storage account.')
output name string = account.name

@description('Address of the container of the deployed package.')
output packageUrl string = '${account.properties.primaryEndpoints.blob}${packageContainer}'
