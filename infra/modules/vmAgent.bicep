@description('Name of the VM.')
param vmName string

@description('Operating system of the VM.')
@allowed(['Windows', 'Linux'])
param osType string

resource vm 'Microsoft.Compute/virtualMachines@2024-11-01' existing = {
  name: vmName
}

// A separate module, because a resource's region must be known before its deployment starts, and it comes from the VM.
module agent 'agent.bicep' = {
  params: { vmName: vmName, location: vm.location, osType: osType }
}
