@description('Name of the storage account for capture files.')
param accountName string

@description('Principal id of the app\'s identity.')
param principalId string

@description('Name (a GUID) of the custom role.')
param captureRole string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: accountName
}

resource capture 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, captureRole)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', captureRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
