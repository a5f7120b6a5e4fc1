@description('Name of the VM.')
param vmName string

@description('Region of the VM.')
param location string

@description('Operating system of the VM.')
@allowed(['Windows', 'Linux'])
param osType string

resource vm 'Microsoft.Compute/virtualMachines@2024-11-01' existing = {
  name: vmName

  resource agent 'extensions' = {
    name: 'AzureNetworkWatcherExtension'
    location: location
    properties: {
      publisher: 'Microsoft.Azure.NetworkWatcher'
      type: 'NetworkWatcherAgent${osType}'
      typeHandlerVersion: '1.4'
      autoUpgradeMinorVersion: true
    }
  }
}
