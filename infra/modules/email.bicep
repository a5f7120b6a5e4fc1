@description('Name of the Communication Services resource, and stem of that of its email service.')
param name string

@description('Tags.')
param tags object

@description('Where Communication Services keeps data at rest.')
param dataLocation string

@description('Id of a verified domain of an existing email service; empty: an Azure-managed domain is created.')
param existingDomainId string

@description('User name of the sender\'s address.')
param senderName string

@description('Principal id of the identity that sends.')
param principalId string

// "Communication and Email Service Owner", the only built-in role that may send. Microsoft documents a narrower custom
// role only for SMTP, not for the REST API that the app calls.
// https://learn.microsoft.com/azure/communication-services/quickstarts/email/send-email-smtp/smtp-authentication
var emailOwner = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '09976791-48a7-449e-bb21-39d1a415f350'
)

resource emailService 'Microsoft.Communication/emailServices@2026-03-18' = if (empty(existingDomainId)) {
  name: '${name}-email'
  // The service has no region.
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

resource domain 'Microsoft.Communication/emailServices/domains@2026-03-18' = if (empty(existingDomainId)) {
  parent: emailService
  name: 'AzureManagedDomain'
  // The service has no region.
  location: 'global'
  tags: tags
  properties: { domainManagement: 'AzureManaged', userEngagementTracking: 'Disabled' }
}

resource communication 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: name
  // The service has no region.
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: [empty(existingDomainId) ? domain.id : existingDomainId]
    // The app sends with its identity; access keys are disabled.
    disableLocalAuth: true
  }
}

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, principalId, emailOwner)
  scope: communication
  properties: {
    roleDefinitionId: emailOwner
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Endpoint of the email service.')
output endpoint string = 'https://${communication.properties.hostName}'

@description('Address of the sender.')
output sender string = '${senderName}@${empty(existingDomainId) ? domain!.properties.mailFromSenderDomain : last(split(existingDomainId, '/'))}'
