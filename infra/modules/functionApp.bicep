@description('Name of the function app; its plan is named after it.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Version of Node.js.')
param nodeVersion string

@description('Memory of one instance in MB.')
param instanceMemoryMB int

@description('Maximum number of instances, for each group of functions that scales together.')
param maximumInstanceCount int

@description('Always-ready instances.')
param alwaysReadyHttpInstances int

@description('Whether only action groups and the ranges below may call the app.')
param restrictToActionGroups bool

@description('Ranges, in CIDR notation, that may call it, too.')
param allowedIpRanges array

@description('Lowest TLS version that the app accepts.')
param minTlsVersion string

@description('Id of a subnet, delegated to Microsoft.App/environments, that the app calls out from; empty: none.')
param subnetId string

@description('Id of the app\'s identity.')
param identityId string

@description('Id of the host\'s identity.')
param hostIdentityId string

@description('Client id of the host\'s identity.')
param hostIdentityClientId string

@description('Name of the app\'s own storage account.')
param storageAccountName string

@description('Address of the container of the deployed package.')
param packageUrl string

@description('Name of the Application Insights component.')
param applicationInsightsName string

@description('Endpoint of the Durable Task Scheduler; empty: Durable Functions keeps its state in the storage account.')
param schedulerEndpoint string

@description('Name of the task hub; host.json has the same.')
param taskHubName string

@description('The app\'s settings (docs/settings.md).')
param settings object

@description('Further settings, whose values the history of deployments must not show.')
@secure()
param secretSettings object

@description('Client id of the app registration of App Service Authentication; empty: it stays off.')
param signInClientId string

@description('Tenant of that app registration.')
param signInTenantId string

@description('Audiences of the tokens that it takes: Application ID URIs and client ids.')
param signInAudiences array

@description('Client ids of the applications whose tokens it takes.')
param signInApplications array

@description('Name of the setting with the client id of an identity that the registration trusts; empty: it issues ID tokens without a proof of the app.')
param signInIdentitySetting string

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

// Nothing here is a secret but secretSettings: the host reaches its storage, the scheduler and Application Insights with an identity of its
// own, and so does the app its records in that storage. The app's identity, which can capture and read what was captured,
// is for the app's calls alone (AZURE_CLIENT_ID): a token of the one is of no use for the other. With the capture role
// one cannot replace the package or read the host's keys, and with a token of the storage one cannot capture.
var hostSettings = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: hostIdentityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${hostIdentityClientId};Authorization=AAD'
  // Sampling would drop log records with their traces, exactly in the storm of alerts that the operators' alert is for.
  OTEL_TRACES_SAMPLER: 'always_on'
}

// Settings of this form override host.json, whose own provider is Azure Storage.
// https://learn.microsoft.com/azure/azure-functions/functions-host-json#override-hostjson-values
var schedulerSettings = empty(schedulerEndpoint)
  ? {}
  : {
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
      AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
      AzureFunctionsJobHost__extensions__durableTask__hubName: taskHubName
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${hostIdentityClientId}'
    }

// Inbound IP restrictions are a feature of Flex Consumption, service tags included.
// https://learn.microsoft.com/azure/azure-functions/functions-networking-options#inbound-networking-features
var callers = {
  ipSecurityRestrictionsDefaultAction: 'Deny'
  ipSecurityRestrictions: concat(
    [{ name: 'action-groups', priority: 100, action: 'Allow', tag: 'ServiceTag', ipAddress: 'ActionGroup' }],
    allowed
  )
  // Deployments come from anywhere, and sign in with Microsoft Entra.
  scmIpSecurityRestrictionsUseMain: false
  scmIpSecurityRestrictionsDefaultAction: 'Allow'
}
var allowed = [
  for (range, index) in allowedIpRanges: {
    name: 'allowed-${index}'
    priority: 200 + index
    action: 'Allow'
    ipAddress: range
  }
]

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {}, '${hostIdentityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Without it references are resolved with a system-assigned identity, which the app does not have.
    // https://learn.microsoft.com/azure/app-service/app-service-key-vault-references#access-vaults-with-a-user-assigned-identity
    keyVaultReferenceIdentity: identityId
    // Action groups call from the internet; the routes require a key.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    // Flex Consumption refuses most properties of siteConfig, even null ones (test/infra/flexConsumption.test.ts).
    siteConfig: union(
      {
        minTlsVersion: minTlsVersion
        scmMinTlsVersion: '1.2'
      },
      restrictToActionGroups ? callers : {}
    )
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: hostIdentityId }
        }
      }
      runtime: { name: 'node', version: nodeVersion }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttpInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttpInstances }]
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, secretSettings, hostSettings, schedulerSettings)
  }

  // Publishing with a user name and password; deployments sign in with Microsoft Entra. There is no policy for FTP,
  // which Flex Consumption does not have.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // It admits every caller and identifies them. The app itself requires the action group service at /api/alerts, and an
  // app role on the routes of the captures page; the other routes, and the status query URLs of Durable Functions, require
  // their keys. The session is a cookie: without a token store nothing of it stays with the app.
  resource authentication 'config' = if (!empty(signInClientId)) {
    name: 'authsettingsV2'
    // Azure refuses two changes of a site's configuration at a time.
    dependsOn: [appSettings]
    properties: {
      platform: { enabled: true }
      globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
      httpSettings: { requireHttps: true }
      login: { tokenStore: { enabled: false } }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: union(
            {
              clientId: signInClientId
              openIdIssuer: '${environment().authentication.loginEndpoint}${signInTenantId}/v2.0'
            },
            empty(signInIdentitySetting) ? {} : { clientSecretSettingName: signInIdentitySetting }
          )
          validation: {
            allowedAudiences: signInAudiences
            defaultAuthorizationPolicy: { allowedApplications: signInApplications }
          }
        }
      }
    }
  }
}

@description('Name of the function app.')
output name string = app.name

@description('Host name of the function app.')
output hostName string = app.properties.defaultHostName
