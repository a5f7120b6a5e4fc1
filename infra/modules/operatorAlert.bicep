@description('Stem of the names.')
param name string

@description('Region of the workspace.')
param location string

@description('Tags.')
param tags object

@description('Who is notified.')
param email string

@description('Id of the workspace with the app\'s logs.')
param workspaceId string

// Not the action group that starts captures: a failed capture must not start the next one.
resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-operators'
  // Action groups are global unless data residency requires otherwise.
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'capture-ops'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// Every query that looks back takes each alert exactly once: its span is as long as the rule's frequency.
var rules = [
  {
    name: 'failing'
    title: 'Packet captures fail'
    description: 'An alert ended without a capture file, or its report was not sent.'
    query: loadTextContent('../queries/capturesFailing.kql')
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'instances-failed'
    title: 'Orchestrations fail'
    description: 'The orchestration of an alert failed: its capture may go on, and its report may be missing.'
    query: loadTextContent('../queries/instancesFailed.kql')
    frequency: 'PT15M'
    window: 'PT15M'
  }
  {
    name: 'instances-pending'
    title: 'Orchestrations do not begin'
    description: 'An alert was accepted, but its orchestration does nothing.'
    query: loadTextContent('../queries/instancesPending.kql')
    frequency: 'PT15M'
    window: 'PT30M'
  }
  {
    name: 'reports-missing'
    title: 'Reports are missing'
    description: 'An alert was accepted six hours ago, and no report of it has been sent.'
    query: loadTextContent('../queries/reportsMissing.kql')
    frequency: 'PT1H'
    window: 'P1D'
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      enabled: true
      severity: 2
      scopes: [workspaceId]
      evaluationFrequency: rule.frequency
      windowSize: rule.window
      autoMitigate: false
      // The table exists only after the first log record; before that the query would be rejected.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [operators.id] }
    }
  }
]
