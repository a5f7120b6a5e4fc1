@description('Name of the Durable Task Scheduler.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Consumption: billed per action. Dedicated: one capacity unit, a fixed price.')
@allowed(['Consumption', 'Dedicated'])
param sku string

@description('Name of the task hub; host.json has the same.')
param taskHubName string

@description('Addresses and ranges that may connect.')
param ipAllowlist string[]

@description('Addresses that the app connects from.')
param appAddresses string[]

@description('Prefixes that the app connects from.')
param appPrefixes string[]

@description('Principal id of the host\'s identity.')
param principalId string

// "Durable Task Data Contributor": the app both starts orchestrations and works on them.
// https://learn.microsoft.com/azure/azure-functions/durable/durable-task-scheduler/durable-task-scheduler-identity
var dataContributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '0ad04412-c4d5-4796-b79c-f76d14c8d402'
)

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    // An empty list denies everyone.
    ipAllowlist: concat(ipAllowlist, appAddresses, appPrefixes)
    sku: sku == 'Dedicated' ? { name: sku, capacity: 1 } : { name: sku }
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: taskHubName
}

resource use 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(taskHub.id, principalId, dataContributor)
  scope: taskHub
  properties: {
    roleDefinitionId: dataContributor
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Endpoint that the app connects to.')
output endpoint string = scheduler.properties.endpoint
