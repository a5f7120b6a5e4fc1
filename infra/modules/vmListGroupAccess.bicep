@description('Principal id of the app\'s identity.')
param principalId string

@description('Name (a GUID) of the role that lists VMs.')
param listRole string

resource list 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, principalId, listRole)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', listRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
