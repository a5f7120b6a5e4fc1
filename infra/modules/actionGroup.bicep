@description('Name of the action group.')
param name string

@description('Tags.')
param tags object

@description('Name of the function app; its code must have been deployed, because there is no function, and no key of it, before.')
param functionAppName string

@description('Secure webhook: object id of the app registration; empty: the action group calls the function only with its key.')
param secureWebhookObjectId string

@description('Secure webhook: Application ID URI of the app registration.')
param secureWebhookIdentifierUri string

@description('Secure webhook: tenant of the app registration.')
param secureWebhookTenantId string

resource functionApp 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName

  resource alerts 'functions' existing = {
    name: 'alerts'
  }
}

// The function's own key, which opens no other route as the host's would. The host makes it, under the name default, when
// it is first asked for; the hook postdeploy waits for it. It stays in the action group: no output, no parameter.
// https://github.com/Azure/azure-functions-host/blob/08cb762e8c091e0b7c5ebdfefd35df6c82db7975/src/WebJobs.Script.WebHost/Security/KeyManagement/SecretManager.cs
var alertsUrl = 'https://${functionApp.properties.defaultHostName}/api/alerts?code=${functionApp::alerts.listKeys().default}'
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
