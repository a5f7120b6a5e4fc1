targetScope = 'subscription'

metadata name = 'capture-on-alert'
metadata description = 'A function app that turns an Azure Monitor alert on a VM into a packet capture and an email.'

// Required for every deployment

@description('Name of the environment; azd asks for it. It is part of the resource names.')
@minLength(1)
@maxLength(32)
param environmentName string

// The regions of Flex Consumption, as the samples of azd list them. infra/hooks/preprovision.js asks Azure whether the
// region has it, and the Durable Task Scheduler, today. Communication Services has no region.
// https://github.com/Azure-Samples/functions-quickstart-typescript-azd/blob/main/infra/main.bicep
@description('Region of all resources. The portal accepts only a capture storage account in the VM\'s region.')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Recipients of the reports: email addresses, comma separated.')
@minLength(3)
param notifyEmailTo string

@description('Ids of the VMs to capture when they send too much. Each gets an alert rule, and the app gets its role on it.')
param vmIds string[] = []

@description('Ids of the virtual machine scale sets to capture. The app gets its role on each, and may list the VMs of its resource group, which a Flexible set needs (docs/scale-sets.md). Alert rules are yours to make.')
param scaleSetIds string[] = []

// Alert rules and webhook

@description('Whether the action group and the alert rules are deployed. The action group needs the key of the function alerts, which exists only after the code has been deployed: azd\'s hooks set it once there is one.')
param connectAlerts bool = false

@description('Bytes per minute, on average over five minutes, above which a VM\'s alert fires; 600,000,000 is 80 Mbit/s.')
@minValue(1)
param networkOutBytesPerMinute int = 600000000

@description('Severity of these alerts: 0 critical, 1 error, 2 warning, 3 informational, 4 verbose.')
@minValue(0)
@maxValue(4)
param alertSeverity int = 2

@description('Custom properties of these alerts, which set limits of their captures: captureTimeLimitSeconds, captureMaxBytes, captureFilters. They can lower the app\'s limits but not raise them.')
param alertCustomProperties object = {}

@description('Secure webhook: client id of the app registration that action groups sign in for; empty: they call only with the key.')
param secureWebhookClientId string = ''

@description('Secure webhook: object id of that app registration.')
param secureWebhookObjectId string = ''

@description('Secure webhook: Application ID URI of that app registration.')
param secureWebhookIdentifierUri string = empty(secureWebhookClientId) ? '' : 'api://${secureWebhookClientId}'

@description('Secure webhook: tenant of that app registration.')
param secureWebhookTenantId string = tenant().tenantId

@description('Whether the routes that start captures refuse callers who have only a key; it needs the secure webhook.')
param requireSignIn bool = false

// The captures page

@description('Captures page: client id of the app registration that people sign in with (infra/README.md), which may be that of the secure webhook; empty: the page asks for a function key.')
param pageClientId string = ''

@description('Captures page: tenant of that app registration, the same as that of the secure webhook; only its people can sign in.')
param pageTenantId string = secureWebhookTenantId

@description('Captures page: whether the app proves itself to Microsoft Entra with its host\'s identity, which the app registration then has to trust (preview); otherwise the registration issues ID tokens. Neither needs a secret.')
param pageTrustsIdentity bool = false

@description('Client ids of further applications whose tokens App Service Authentication takes: those with which people and scripts sign in for requireSignIn.')
param signInClientIds string[] = []

@description('Captures page: links to pages beside it, such as your runbook: a list of {label, href}.')
param pageLinks array = []

@description('Which addresses the answer to an alert holds: durable: the management URLs of Durable Functions, whose key reads, starts, stops and purges every orchestration; app: routes of the app, which take a function key.')
@allowed(['durable', 'app'])
param statusUrls string = 'durable'

@description('Whether only action groups and appAllowedIpRanges may call the app. Deployments are not affected.')
param restrictToActionGroups bool = false

@description('Ranges, in CIDR notation, that may call the app beside action groups: of those who read captures, call other routes, or open the app in the portal.')
param appAllowedIpRanges string[] = []

// Captures

@description('Longest duration of a capture in seconds.')
@minValue(1)
@maxValue(18000)
param captureTimeLimitSeconds int = 300

@description('Largest size of a capture in bytes.')
@minValue(1)
@maxValue(4294967295)
param captureMaxBytes int = 104857600

@description('Filters of captures: a list of {protocol, localIPAddress, remoteIPAddress, localPort, remotePort}; none: every packet.')
param captureFilters array = []

@description('What to do when one of our captures is already running on the VM: join it, replace it, or capture in parallel.')
@allowed(['join', 'replace', 'parallel'])
param captureConflictPolicy string = 'join'

@description('Seconds within which a VM is not captured again; 0: no limit.')
@minValue(0)
param captureCooldownSeconds int = 0

@description('Captures that alerts may start within an hour; alerts beyond that are skipped and told in a digest; 0: no ceiling.')
@minValue(0)
@maxValue(1000)
param capturesPerHour int = 60

@description('Seconds that the way from an alert to its running capture may take before the failure is reported.')
@minValue(60)
@maxValue(86400)
param captureStartDeadlineSeconds int = 900

@description('First part of the names of the app\'s packet captures, by which it knows its own: a letter or digit, then letters, digits and underscores, 20 at most; empty: one that no other deployment has.')
@maxLength(20)
param captureNamePrefix string = ''

@description('Whether the app installs the Network Watcher agent on VMs without it.')
param captureInstallAgent bool = false

@description('Subscription or resource group ids whose VMs may be captured, comma separated; * for any; empty: the resource groups of vmIds and scaleSetIds, or the subscription when there are none.')
param allowedScopes string = ''

@description('Whether the app looks up the VM of an alert that gives only a computer\'s name. Its identity then may list the VMs of allowedScopes, which must not be *.')
param resolveHostNames bool = false

@description('Ids of VMs that run Windows and get the Network Watcher agent now.')
param agentWindowsVmIds string[] = []

@description('Ids of VMs that run Linux and get the Network Watcher agent now.')
param agentLinuxVmIds string[] = []

@description('Ids of the resource groups that hold the Network Watchers; none: NetworkWatcherRG of every subscription of vmIds and scaleSetIds.')
param networkWatcherResourceGroupIds string[] = []

// Packets from before an alert

@description('VMs on which a ring of packets is kept (docs/armed-vms.md): ids of VMs or resource groups, or tag:NAME=VALUE for the VMs of allowedScopes with that tag. The app gets its role on each VM that is named by its id. None: the feature is off.')
@maxLength(50)
param armedVms string[] = []

@description('Files of a ring; when all of them are full, the oldest makes room.')
@minValue(2)
@maxValue(10000)
param armedFileCount int = 10

@description('Size of one file of a ring in bytes.')
@minValue(1024)
@maxValue(4294967295)
param armedFileBytes int = 10485760

@description('Seconds after which a ring is renewed, seven days at most.')
@minValue(60)
@maxValue(604800)
param armedSessionSeconds int = 86400

@description('Bytes that a ring keeps of each packet; 0: the whole packet.')
@minValue(0)
@maxValue(4294967295)
param armedBytesPerPacket int = 128

// Capture files

@description('Redundancy of the capture files.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param captureStorageSku string = 'Standard_LRS'

@description('Days after which a capture file is deleted.')
@minValue(1)
@maxValue(3650)
param captureRetentionDays int = 30

@description('Days for which a deleted capture file can be restored; 0: not at all.')
@minValue(0)
@maxValue(365)
param captureSoftDeleteDays int = 7

@description('Days for which a deleted container of capture files can be restored; 0: not at all.')
@minValue(0)
@maxValue(365)
param captureContainerSoftDeleteDays int = 7

@description('Whether a capture file that is overwritten or deleted stays as a previous version, until captureVersionRetentionDays.')
param captureVersioning bool = true

@description('Days after which a previous version of a capture file is deleted: also the files that rings have made room of (docs/armed-vms.md).')
@minValue(1)
@maxValue(3650)
param captureVersionRetentionDays int = captureRetentionDays

@description('Days for which a capture file can be neither changed nor deleted, at most captureRetentionDays; 0: no such policy. The policy is unlocked.')
@minValue(0)
@maxValue(3650)
param captureImmutabilityDays int = 0

@description('How long a SAS token of the capture files should be valid at most, as days.hours:minutes:seconds; longer ones are marked in the log.')
param captureSasExpirationPeriod string = '1.00:00:00'

@description('Subnets from which capture files can be written and read; the account is closed to all others: those of the VMs, whose agents upload the files, and appSubnetId. Each needs the service endpoint Microsoft.Storage. None: the account is reached from everywhere, with a key or a role.')
param captureSubnetIds string[] = []

@description('Public addresses and ranges (up to /30) from which people reach capture files beside captureSubnetIds; without subnets they have no effect.')
param captureIpRanges string[] = []

@description('Whether the app can make links to capture files, each for one file and five minutes, for those who may operate captures.')
param captureFileLinks bool = true

@description('Where the evidence record of a capture is: only at its address (api), or also beside the capture file (blob), which the app may then create files for.')
@allowed(['api', 'blob'])
param evidenceRecord string = 'api'

@description('Whether reads, writes and deletions of capture files are logged.')
param auditCaptureFiles bool = true

// The app's own storage

@description('Days for which a deleted or overwritten blob, or a deleted container, of the app\'s own storage can be restored; 0: not at all.')
@minValue(0)
@maxValue(365)
param appSoftDeleteDays int = 7

@description('Whether reads, writes and deletions of blobs in the app\'s own storage are logged.')
param auditAppStorage bool = true

// Email

@description('Where Communication Services keeps data at rest, such as Europe, United States, Asia Pacific.')
param emailDataLocation string = 'Europe'

@description('Id of a verified domain of an existing email service; empty: an Azure-managed domain, limited to 10 emails per hour.')
param emailDomainId string = ''

@description('User name of the sender\'s address. An Azure-managed domain has DoNotReply.')
param emailSenderName string = 'DoNotReply'

@description('Webhooks that are told of every report beside the email (docs/notifications.md): a JSON list of {kind, url}; empty: none. Each URL is a secret: give a Key Vault reference, in a vault that the app\'s identity may read.')
@secure()
param notifyWebhooks string = ''

@description('Key with which CloudEvents are signed, 16 characters at least, or a Key Vault reference to it; empty: they are not signed.')
@secure()
param notifyWebhookSecret string = ''

@description('What the app does when an alert whose capture runs has resolved: ignore, note (the report says when) or stop (also ends the capture early).')
@allowed(['ignore', 'note', 'stop'])
param onResolved string = 'ignore'

@description('Whether the app asks Network Watcher for the security rules and next hops behind the findings, and for the VM\'s addresses.')
param reportNetworkContext bool = true

@description('IANA time zone shown beside UTC in the reports.')
param reportTimeZone string = 'UTC'

// Hosting

@description('Version of Node.js.')
@allowed(['22', '24'])
param nodeVersion string = '22'

@description('Memory of one instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Maximum number of instances, for each group of functions that scales together.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Always-ready instances, which spare alerts the cold start; each is billed by the second.')
@minValue(0)
@maxValue(1000)
param alwaysReadyHttpInstances int = 0

@description('Lowest TLS version that the app accepts.')
@allowed(['1.2', '1.3'])
param minTlsVersion string = '1.2'

@description('Id of a subnet, delegated to Microsoft.App/environments, that the app calls out from; empty: none.')
param appSubnetId string = ''

@description('Where Durable Functions keeps its state.')
@allowed(['durableTaskScheduler', 'azureStorage'])
param durableBackend string = 'durableTaskScheduler'

@description('Durable Task Scheduler: Consumption is billed per action and keeps finished instances for at most 30 days; Dedicated has a fixed price.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Ids of the public IP addresses and prefixes of the NAT gateway of appSubnetId: the Durable Task Scheduler then accepts connections only from there and from schedulerIpAllowlist.')
param appOutboundAddressIds string[] = []

@description('Addresses and ranges that may connect to the Durable Task Scheduler, with a role on it: everyone, unless appOutboundAddressIds tells where the app connects from.')
param schedulerIpAllowlist string[] = empty(appOutboundAddressIds) ? ['0.0.0.0/0'] : []

@description('Days to keep the history of finished captures.')
@minValue(1)
@maxValue(3650)
param historyRetentionDays int = 30

@description('Days to keep logs.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Email address that is notified when captures fail, orchestrations fail or do not begin, or reports are missing; empty: nobody.')
param operatorEmail string = ''

@description('More settings of the app (docs/settings.md); they override the parameters above. A secret belongs in a Key Vault reference.')
param appSettings object = {}

@description('Tags of all resources.')
param tags object = {}

var token = uniqueString(subscription().id, environmentName, location)
var allTags = union(tags, { 'azd-env-name': environmentName })
var name = 'capture-${token}'
var captureRoleName = guid(subscription().id, environmentName, location, 'capture-on-alert')
var evidenceRoleName = guid(subscription().id, environmentName, location, 'capture-on-alert-evidence')
var networkRoleName = guid(subscription().id, environmentName, location, 'capture-on-alert-network')
// The hub's name comes from host.json: two names would be two hubs.
var taskHubName = loadJsonContent('../host.json', 'extensions.durableTask.hubName')
var packageContainer = 'app-package'

var vms = union([], vmIds)
// Of a resource group and of a tag nobody knows here which VMs they are: those get the role by hand.
var armedVmIds = filter(
  union([], armedVms),
  one => contains(toLower(one), '/virtualmachines/') && !contains(map(vms, id => toLower(id)), toLower(one))
)
var armedGroupIds = union(
  [],
  map(
    filter(armedVms, one => startsWith(one, '/') && !contains(toLower(one), '/virtualmachines/')),
    one => toLower(one)
  )
)
var armsTags = !empty(filter(armedVms, one => startsWith(toLower(one), 'tag:')))
// Alert rules are for `vms` only.
var reachedVms = concat(vms, armedVmIds)
var sets = union([], scaleSetIds)
var setGroupIds = union([], map(sets, id => toLower(join(take(split(id, '/'), 5), '/'))))
var reachedIds = concat(reachedVms, sets, armedGroupIds)
var subscriptionIds = union([], concat([subscription().subscriptionId], map(reachedIds, id => toLower(split(id, '/')[2]))))
var reachedGroupIds = union([], map(reachedIds, id => toLower(join(take(split(id, '/'), 5), '/'))))
var reachedSubscriptionIds = union([], map(reachedIds, id => toLower(split(id, '/')[2])))
// "*" stays out, because the app refuses it where it has to list VMs.
var scopeList = empty(allowedScopes)
  ? (empty(vms) && empty(sets) ? [toLower(subscription().id)] : reachedGroupIds)
  : map(filter(split(allowedScopes, ','), scope => contains(scope, '/')), scope => toLower(trim(scope)))
// None unless something has to be found among VMs.
var listedScopes = union(resolveHostNames || armsTags ? scopeList : [], armedGroupIds, setGroupIds)
var listedGroupIds = filter(listedScopes, scope => contains(scope, '/resourcegroups/'))
var listedSubscriptionIds = map(
  filter(listedScopes, scope => !contains(scope, '/resourcegroups/')),
  scope => split(scope, '/')[2]
)
var listRoleName = guid(subscription().id, environmentName, location, 'capture-on-alert-list')
var watcherResourceGroupIds = empty(networkWatcherResourceGroupIds)
  ? map(reachedSubscriptionIds, id => '/subscriptions/${id}/resourceGroups/NetworkWatcherRG')
  : union([], networkWatcherResourceGroupIds)
// The VMs' interfaces are looked for in the VMs' own groups; which rule decides is asked of the Network Watchers.
var networkGroupIds = reportNetworkContext
  ? union(reachedGroupIds, map(watcherResourceGroupIds, id => toLower(id)))
  : []
var agents = concat(
  map(agentWindowsVmIds, id => { id: id, osType: 'Windows' }),
  map(agentLinuxVmIds, id => { id: id, osType: 'Linux' })
)

var appAddressIds = filter(appOutboundAddressIds, id => contains(toLower(id), '/publicipaddresses/'))
var appPrefixIds = filter(appOutboundAddressIds, id => !contains(toLower(id), '/publicipaddresses/'))

var clouds = {
  AzureCloud: 'AzurePublic'
  AzureUSGovernment: 'AzureUSGovernment'
  AzureChinaCloud: 'AzureChina'
}
var armedSettings = empty(armedVms)
  ? {}
  : {
      ARMED_VMS: join(armedVms, ',')
      ARMED_FILE_COUNT: string(armedFileCount)
      ARMED_FILE_BYTES: string(armedFileBytes)
      ARMED_SESSION_SECONDS: string(armedSessionSeconds)
      ARMED_BYTES_PER_PACKET: string(armedBytesPerPacket)
    }
var secureWebhookSettings = empty(secureWebhookClientId)
  ? {}
  : { SECURE_WEBHOOK_TENANT_ID: secureWebhookTenantId, SECURE_WEBHOOK_AUDIENCE: secureWebhookIdentifierUri }

// App Service Authentication signs people in with one registration. It takes tokens for any audience that is listed here,
// and so those of the action groups too, whether they have the same registration or another one of the tenant.
var signInClientId = empty(pageClientId) ? secureWebhookClientId : pageClientId
var signInAudiences = union(
  empty(secureWebhookClientId) ? [] : [secureWebhookIdentifierUri, secureWebhookClientId],
  empty(pageClientId) ? [] : ['api://${pageClientId}', pageClientId]
)
// Applications whose tokens it takes: the page's own sign-in, the one that action groups call as, and those that are named.
// The list is explicit, because an absent one has been seen to admit nobody, although the documentation says everybody:
// https://github.com/pnp/Microsoft365-Analytics-Insights/pull/264
var actionGroupService = '461e8683-5575-4561-ac7f-899cc907d62a'
var signInApplications = union(
  empty(secureWebhookClientId) ? [] : [actionGroupService, secureWebhookClientId],
  empty(pageClientId) ? [] : [pageClientId],
  signInClientIds
)
// App Service reads an identity's client id from a setting of this name, and uses it in place of a client secret.
// https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad#use-a-managed-identity-instead-of-a-secret-preview
var signInIdentitySetting = !empty(pageClientId) && pageTrustsIdentity ? 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID' : ''
var signInSettings = union(
  empty(pageClientId) ? {} : { WEBSITE_AUTH_AAD_ALLOWED_TENANTS: pageTenantId },
  empty(signInIdentitySetting) ? {} : { '${signInIdentitySetting}': hostIdentity.outputs.clientId }
)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: '${name}-id', location: location, tags: allTags }
}

// What the Functions host does, it does with an identity of its own (modules/functionApp.bicep).
module hostIdentity 'modules/identity.bicep' = {
  scope: group
  params: { name: '${name}-host-id', location: location, tags: allTags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: '${name}-logs'
    componentName: '${name}-insights'
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    principalId: hostIdentity.outputs.principalId
  }
}

module appStorage 'modules/appStorage.bicep' = {
  scope: group
  params: {
    name: 'app${token}'
    location: location
    tags: allTags
    packageContainer: packageContainer
    holdsDurableState: durableBackend == 'azureStorage'
    softDeleteDays: appSoftDeleteDays
    audit: auditAppStorage
    workspaceId: monitoring.outputs.workspaceId
    principalId: hostIdentity.outputs.principalId
  }
}

module captureRole 'modules/captureRole.bicep' = {
  params: {
    name: captureRoleName
    displayName: 'Capture on alert (${environmentName}, ${token})'
    subscriptionIds: subscriptionIds
  }
}

module networkRole 'modules/networkRole.bicep' = if (reportNetworkContext) {
  params: {
    name: networkRoleName
    displayName: 'Capture on alert, ask about networks (${environmentName}, ${token})'
    subscriptionIds: subscriptionIds
  }
}

module evidenceRole 'modules/evidenceRole.bicep' = if (evidenceRecord == 'blob') {
  params: {
    name: evidenceRoleName
    displayName: 'Capture on alert, evidence records (${environmentName}, ${token})'
  }
}

module captureStorage 'modules/captureStorage.bicep' = {
  scope: group
  dependsOn: [evidenceRole]
  params: {
    name: 'cap${token}'
    location: location
    tags: allTags
    sku: captureStorageSku
    retentionDays: captureRetentionDays
    versionRetentionDays: captureVersionRetentionDays
    softDeleteDays: captureSoftDeleteDays
    containerSoftDeleteDays: captureContainerSoftDeleteDays
    versioning: captureVersioning
    immutabilityDays: captureImmutabilityDays
    sasExpirationPeriod: captureSasExpirationPeriod
    subnetIds: captureSubnetIds
    ipRanges: captureIpRanges
    fileLinks: captureFileLinks
    evidenceRole: evidenceRecord == 'blob' ? evidenceRoleName : ''
    audit: auditCaptureFiles
    workspaceId: monitoring.outputs.workspaceId
    principalId: identity.outputs.principalId
  }
}

module email 'modules/email.bicep' = {
  scope: group
  params: {
    name: '${name}-acs'
    tags: allTags
    dataLocation: emailDataLocation
    existingDomainId: emailDomainId
    senderName: emailSenderName
    principalId: identity.outputs.principalId
  }
}

resource appAddress 'Microsoft.Network/publicIPAddresses@2024-05-01' existing = [
  for id in appAddressIds: {
    name: last(split(id, '/'))
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
  }
]

resource appPrefix 'Microsoft.Network/publicIPPrefixes@2024-05-01' existing = [
  for id in appPrefixIds: {
    name: last(split(id, '/'))
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
  }
]

module scheduler 'modules/scheduler.bicep' = if (durableBackend == 'durableTaskScheduler') {
  scope: group
  params: {
    name: '${name}-dts'
    location: location
    tags: allTags
    sku: schedulerSku
    taskHubName: taskHubName
    ipAllowlist: schedulerIpAllowlist
    appAddresses: [for (id, index) in appAddressIds: appAddress[index].properties.ipAddress]
    appPrefixes: [for (id, index) in appPrefixIds: appPrefix[index].properties.ipPrefix]
    principalId: hostIdentity.outputs.principalId
  }
}

module functionApp 'modules/functionApp.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: allTags
    nodeVersion: nodeVersion
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    minTlsVersion: minTlsVersion
    subnetId: appSubnetId
    identityId: identity.outputs.id
    hostIdentityId: hostIdentity.outputs.id
    hostIdentityClientId: hostIdentity.outputs.clientId
    restrictToActionGroups: restrictToActionGroups
    allowedIpRanges: appAllowedIpRanges
    storageAccountName: appStorage.outputs.name
    packageUrl: appStorage.outputs.packageUrl
    applicationInsightsName: monitoring.outputs.componentName
    schedulerEndpoint: durableBackend == 'durableTaskScheduler' ? scheduler!.outputs.endpoint : ''
    taskHubName: taskHubName
    settings: union(
      {
        CAPTURE_STORAGE_ACCOUNT_ID: captureStorage.outputs.id
        NOTIFY_EMAIL_TO: notifyEmailTo
        EMAIL_SENDER: email.outputs.sender
        EMAIL_ENDPOINT: email.outputs.endpoint
        CAPTURE_TIME_LIMIT_SECONDS: string(captureTimeLimitSeconds)
        CAPTURE_MAX_BYTES: string(captureMaxBytes)
        CAPTURE_FILTERS: string(captureFilters)
        CAPTURE_CONFLICT_POLICY: captureConflictPolicy
        CAPTURE_COOLDOWN_SECONDS: string(captureCooldownSeconds)
        CAPTURES_PER_HOUR: string(capturesPerHour)
        CAPTURE_START_DEADLINE_SECONDS: string(captureStartDeadlineSeconds)
        // Two deployments in one subscription never take each other's sessions for their own.
        CAPTURE_NAME_PREFIX: empty(captureNamePrefix) ? 'alert_${take(token, 6)}' : captureNamePrefix
        CAPTURE_INSTALL_AGENT: captureInstallAgent ? 'true' : 'false'
        ALLOWED_SCOPES: !empty(allowedScopes) || (empty(vms) && empty(sets)) ? allowedScopes : join(reachedGroupIds, ',')
        RESOLVE_HOST_NAMES: resolveHostNames ? 'true' : 'false'
        REPORT_TIME_ZONE: reportTimeZone
        // The lifecycle rule of the capture files has the same number of days.
        CAPTURE_FILE_RETENTION_DAYS: string(captureRetentionDays)
        HISTORY_RETENTION_DAYS: string(historyRetentionDays)
        EVIDENCE_RECORD: evidenceRecord
        ON_RESOLVED: onResolved
        REPORT_NETWORK_CONTEXT: reportNetworkContext ? 'true' : 'false'
        STATUS_URLS: statusUrls
        REQUIRE_SIGN_IN: requireSignIn ? 'true' : 'false'
        PAGE_LINKS: string(pageLinks)
        AZURE_CLOUD: clouds[environment().name]
        AZURE_CLIENT_ID: identity.outputs.clientId
      },
      armedSettings,
      secureWebhookSettings,
      signInSettings,
      appSettings
    )
    secretSettings: union(
      empty(notifyWebhooks) ? {} : { NOTIFY_WEBHOOKS: notifyWebhooks },
      empty(notifyWebhookSecret) ? {} : { NOTIFY_WEBHOOK_SECRET: notifyWebhookSecret }
    )
    signInClientId: signInClientId
    signInTenantId: empty(pageClientId) ? secureWebhookTenantId : pageTenantId
    signInAudiences: signInAudiences
    signInApplications: signInApplications
    signInIdentitySetting: signInIdentitySetting
  }
}

// The custom role is among the first resources and is assigned after the last, the function app: a new role is not known
// everywhere at once, and assigning it too early fails with RoleDefinitionDoesNotExist.
// https://github.com/Azure/terraform-azurerm-caf-enterprise-scale/wiki/Troubleshooting
module captureStorageAccess 'modules/captureStorageAccess.bicep' = {
  scope: group
  dependsOn: [captureRole, functionApp]
  params: {
    accountName: captureStorage.outputs.name
    principalId: identity.outputs.principalId
    captureRole: captureRoleName
  }
}

module vmAccess 'modules/vmAccess.bicep' = [
  for id in reachedVms: {
    name: 'vm-access-${uniqueString(id, token)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    dependsOn: [captureRole, functionApp]
    params: {
      vmName: last(split(id, '/'))
      principalId: identity.outputs.principalId
      captureRole: captureRoleName
    }
  }
]

module scaleSetAccess 'modules/scaleSetAccess.bicep' = [
  for id in sets: {
    name: 'set-access-${uniqueString(id, token)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    dependsOn: [captureRole, functionApp]
    params: {
      scaleSetName: last(split(id, '/'))
      principalId: identity.outputs.principalId
      captureRole: captureRoleName
    }
  }
]

module vmListRole 'modules/vmListRole.bicep' = if (!empty(listedScopes)) {
  params: {
    name: listRoleName
    displayName: 'Capture on alert, list VMs (${environmentName}, ${token})'
    subscriptionIds: union([subscription().subscriptionId], map(listedScopes, scope => split(scope, '/')[2]))
  }
}

module vmListGroupAccess 'modules/vmListGroupAccess.bicep' = [
  for id in listedGroupIds: {
    name: 'vm-list-access-${uniqueString(id, token)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    dependsOn: [vmListRole, functionApp]
    params: { principalId: identity.outputs.principalId, listRole: listRoleName }
  }
]

module vmListSubscriptionAccess 'modules/vmListSubscriptionAccess.bicep' = [
  for id in listedSubscriptionIds: {
    name: 'vm-list-access-${uniqueString(id, token)}'
    scope: subscription(id)
    dependsOn: [vmListRole, functionApp]
    params: { principalId: identity.outputs.principalId, listRole: listRoleName }
  }
]

module watcherAccess 'modules/watcherAccess.bicep' = [
  for id in watcherResourceGroupIds: {
    name: 'watcher-access-${uniqueString(id, token)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    dependsOn: [captureRole, functionApp]
    params: { principalId: identity.outputs.principalId, captureRole: captureRoleName }
  }
]

module networkAccess 'modules/networkAccess.bicep' = [
  for id in networkGroupIds: {
    name: 'network-access-${uniqueString(id, token)}'
    scope: resourceGroup(split(id, '/')[2], split(id, '/')[4])
    dependsOn: [networkRole, functionApp]
    params: { principalId: identity.outputs.principalId, networkRole: networkRoleName }
  }
]

module agent 'modules/vmAgent.bicep' = [
  for vm in agents: {
    name: 'agent-${uniqueString(vm.id, token)}'
    scope: resourceGroup(split(vm.id, '/')[2], split(vm.id, '/')[4])
    params: { vmName: last(split(vm.id, '/')), osType: vm.osType }
  }
]

// As late as possible after the app's settings, whose deployment restarts the host: while it starts it gives no key.
// https://github.com/Azure/azure-functions-host/issues/5722
module actionGroup 'modules/actionGroup.bicep' = if (connectAlerts) {
  scope: group
  dependsOn: [captureStorageAccess, vmAccess, scaleSetAccess, watcherAccess]
  params: {
    name: '${name}-alerts'
    tags: allTags
    functionAppName: functionApp.outputs.name
    secureWebhookObjectId: secureWebhookObjectId
    secureWebhookIdentifierUri: secureWebhookIdentifierUri
    secureWebhookTenantId: secureWebhookTenantId
  }
}

// In the app's resource group, where azd removes them; beside the VM when it is in another subscription.
module alertRule 'modules/alertRule.bicep' = [
  for id in vms: if (connectAlerts) {
    name: 'alert-rule-${uniqueString(id, token)}'
    scope: resourceGroup(
      split(id, '/')[2],
      toLower(split(id, '/')[2]) == toLower(subscription().subscriptionId) ? group.name : split(id, '/')[4]
    )
    params: {
      vmId: id
      name: 'capture-${last(split(id, '/'))}-${uniqueString(id, token)}'
      tags: allTags
      actionGroupId: actionGroup!.outputs.id
      bytesPerMinute: networkOutBytesPerMinute
      severity: alertSeverity
      customProperties: alertCustomProperties
    }
  }
]

module operatorAlert 'modules/operatorAlert.bicep' = if (!empty(operatorEmail)) {
  scope: group
  params: {
    name: name
    location: location
    tags: allTags
    email: operatorEmail
    workspaceId: monitoring.outputs.workspaceId
  }
}

@description('Region.')
output AZURE_LOCATION string = location

@description('Resource group of the app.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Name of the function app.')
output FUNCTION_APP_NAME string = functionApp.outputs.name

@description('Address of the function app.')
output FUNCTION_APP_URL string = 'https://${functionApp.outputs.hostName}'

@description('Address of the captures page.')
output PAGE_URL string = 'https://${functionApp.outputs.hostName}/api/ui'

@description('Principal id of the app\'s identity, to give it the role on more VMs.')
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId

@description('Principal id of the host\'s identity; azd waits for its role on the app\'s own storage before it deploys the package.')
output HOST_IDENTITY_PRINCIPAL_ID string = hostIdentity.outputs.principalId

@description('Name (a GUID) of the custom role.')
output CAPTURE_ROLE_NAME string = captureRoleName

@description('Id of the app\'s own storage account.')
output APP_STORAGE_ACCOUNT_ID string = appStorage.outputs.id

@description('Id of the storage account for capture files.')
output CAPTURE_STORAGE_ACCOUNT_ID string = captureStorage.outputs.id

@description('Sender address of the reports.')
output EMAIL_SENDER string = email.outputs.sender

@description('Id of the action group for more alert rules; empty until it is connected.')
output ACTION_GROUP_ID string = connectAlerts ? actionGroup!.outputs.id : ''

@description('Command that sends a sample report; the key comes from `az functionapp keys list`.')
output TEST_EMAIL_COMMAND string = 'curl -X POST -H "x-functions-key: $KEY" https://${functionApp.outputs.hostName}/api/test-email'
