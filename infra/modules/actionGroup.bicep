@description('Name of the action group.')
param name string

@description('Tags.')
param tags object

@description('Name of the function app; its code must have been deployed, because its host creates keys only then.')
param functionAppName string

@description('Secure webhook: object id of the app registration; empty: the action group calls the function only with its key.')
param secureWebhookObjectId string

@description('Secure webhook: Application ID URI of the app registration.')
param secureWebhookIdentifierUri string

@description('Secure webhook: tenant of the app registration.')
param secureWebhookTenantId string

resource functionApp 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

// The host's key, not the function's own, which exists only once the function does. It stays in the action group: no
// output, no parameter.
var alertsUrl = 'https://${functionApp.properties.defaultHostName}/api/alerts?code=${listKeys('${functionApp.id}/host/default', '2024-11-01').functionKeys.default}'
var isSecure = !empty(secureWebhookObjectId)

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  // Action groups are global unless data residency requires otherwise.
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'capture'
    enabled: true
    azureFunctionReceivers: isSecure
      ? []
      : [
          {
            name: 'capture-on-alert'
            functionAppResourceId: functionApp.id
            functionName: 'alerts'
            httpTriggerUrl: alertsUrl
            useCommonAlertSchema: true
          }
        ]
    webhookReceivers: isSecure
      ? [
          {
            name: 'capture-on-alert'
            serviceUri: alertsUrl
            useCommonAlertSchema: true
            useAadAuth: true
            objectId: secureWebhookObjectId
            identifierUri: secureWebhookIdentifierUri
            tenantId: secureWebhookTenantId
          }
        ]
      : []
  }
}

@description('Id of the action group.')
output id string = actionGroup.id
