targetScope = 'subscription'

@description('Name (a GUID) of the role.')
param name string

@description('Display name; unique in the tenant.')
param displayName string

// The data action that the app calls (src/azure/files/evidenceFiles.ts). It creates a file and overwrites none; no built-in
// role has it alone.
resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: name
  properties: {
    roleName: displayName
    description: 'Creates files, such as evidence records beside capture files; overwrites, reads and deletes none.'
    type: 'CustomRole'
    assignableScopes: [subscription().id]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action']
        notDataActions: []
      }
    ]
  }
}
