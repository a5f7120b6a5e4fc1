targetScope = 'subscription'

@description('Name (a GUID) of the role.')
param name string

@description('Display name; unique in the tenant.')
param displayName string

@description('Ids of the subscriptions in which it can be assigned.')
param subscriptionIds string[]

// The actions that the app calls (src/azure) and those in infra/linkedActions.json; no others.
resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: name
  properties: {
    roleName: displayName
    description: 'Starts, follows and stops packet captures of virtual machines and scale sets with Network Watcher, and clears its own.'
    type: 'CustomRole'
    assignableScopes: [for id in subscriptionIds: '/subscriptions/${id}']
    permissions: [
      {
        actions: [
          'Microsoft.Compute/virtualMachines/read'
          'Microsoft.Compute/virtualMachines/write'
          'Microsoft.Compute/virtualMachines/extensions/read'
          'Microsoft.Compute/virtualMachines/extensions/write'
          'Microsoft.Compute/virtualMachineScaleSets/read'
          'Microsoft.Compute/virtualMachineScaleSets/write'
          'Microsoft.Compute/virtualMachineScaleSets/extensions/read'
          'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read'
          'Microsoft.Network/locations/operationResults/read'
          'Microsoft.Network/networkWatchers/read'
          'Microsoft.Network/networkWatchers/packetCaptures/read'
          'Microsoft.Network/networkWatchers/packetCaptures/write'
          'Microsoft.Network/networkWatchers/packetCaptures/delete'
          'Microsoft.Network/networkWatchers/packetCaptures/stop/action'
          'Microsoft.Network/networkWatchers/packetCaptures/queryStatus/action'
          'Microsoft.Network/networkWatchers/packetCaptures/queryStatus/read'
          'Microsoft.Storage/storageAccounts/read'
          'Microsoft.Storage/storageAccounts/listServiceSas/action'
          'Microsoft.Storage/storageAccounts/listAccountSas/action'
          'Microsoft.Storage/storageAccounts/listKeys/action'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}
