@description('Name of the scale set.')
param scaleSetName string

@description('Principal id of the app\'s identity.')
param principalId string

@description('Name (a GUID) of the custom role.')
param captureRole string

resource scaleSet 'Microsoft.Compute/virtualMachineScaleSets@2024-11-01' existing = {
  name: scaleSetName
}

// At the set itself, for the reason of modules/vmAccess.bicep.
resource capture 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scaleSet.id, principalId, captureRole)
  scope: scaleSet
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', captureRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
