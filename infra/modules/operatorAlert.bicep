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

resource failing 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${name}-failing'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Packet captures fail'
    description: 'An alert ended without a capture file, or its report was not sent.'
    enabled: true
    severity: 2
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    autoMitigate: false
    // The table exists only after the first log record; before that the query would be rejected.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: loadTextContent('../queries/capturesFailing.kql')
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
