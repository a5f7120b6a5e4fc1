targetScope = 'subscription'

@description('Name (a GUID) of the role.')
param name string

@description('Display name; unique in the tenant.')
param displayName string

@description('Ids of the subscriptions in which it can be assigned.')
param subscriptionIds string[]

// The actions that the app calls in src/azure/network; no others.
resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: name
  properties: {
    roleName: displayName
    description: 'Reads network interfaces and their addresses, and asks which rules and routes are in force; changes nothing.'
    type: 'CustomRole'
    assignableScopes: [for id in subscriptionIds: '/subscriptions/${id}']
    permissions: [
      {
        actions: [
          'Microsoft.Network/networkInterfaces/read'
          'Microsoft.Network/networkInterfaces/effectiveNetworkSecurityGroups/action'
          'Microsoft.Network/networkInterfaces/effectiveRouteTable/action'
          'Microsoft.Network/networkWatchers/ipFlowVerify/action'
          'Microsoft.Network/networkWatchers/nextHop/action'
          'Microsoft.Network/publicIPAddresses/read'
        ]
        notActions: []
        dataActions: []
        notDataActions: []
      }
    ]
  }
}
