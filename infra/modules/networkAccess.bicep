@description('Principal id of the app\'s identity.')
param principalId string

@description('Name (a GUID) of the role that asks about networks.')
param networkRole string

// At the resource group: which interfaces and public addresses a VM has is known only to the VM, and changes.
resource network 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, networkRole)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', networkRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
