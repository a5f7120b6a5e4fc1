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

@description('Principal id, to which roles are assigned.')
output principalId string = identity.properties.principalId

@description('Client id, by which the app selects the identity.')
output clientId string = identity.properties.clientId
