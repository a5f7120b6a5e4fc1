@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Id of the identity.')
output id string = identity.id

@description('Principal id: what roles are assigned to.')
output principalId string = identity.properties.principalId

@description('Client id: how the app names the identity.')
output clientId string = identity.properties.clientId
