@description('Name of the VM.')
param vmName string

@description('Principal id of the app\'s identity.')
param principalId string

@description('Name (a GUID) of the custom role.')
param captureRole string

resource vm 'Microsoft.Compute/virtualMachines@2024-11-01' existing = {
  name: vmName
}

// At the VM itself: at its resource group the role's storage actions would expose the keys of every account there.
resource capture 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vm.id, principalId, captureRole)
  scope: vm
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', captureRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
