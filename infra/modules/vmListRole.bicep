targetScope = 'subscription'

@description('Name (a GUID) of the role.')
param name string

@description('Display name; unique in the tenant.')
param displayName string

@description('Ids of the subscriptions in which it can be assigned.')
param subscriptionIds string[]

// The custom role of the captures has storage and write actions, and must not be assigned at a whole scope.
resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: name
  properties: {
    roleName: displayName
    description: 'Lists virtual machines, to find the one that an alert gives only by its computer\'s name, and those of an armed resource group or tag.'
    type: 'CustomRole'
    assignableScopes: [for id in subscriptionIds: '/subscriptions/${id}']
    permissions: [
      {
        actions: ['Microsoft.Compute/virtualMachines/read']
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}
