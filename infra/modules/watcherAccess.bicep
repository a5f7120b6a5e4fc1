@description('Principal id of the app\'s identity.')
param principalId string

@description('Name (a GUID) of the custom role.')
param captureRole string

// At the resource group: it has one Network Watcher for every region of the subscription.
resource capture 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, captureRole)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', captureRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
