@description('Id of the VM that the rule watches. Network metrics allow one VM per rule.')
param vmId string

@description('Name of the rule.')
param name string

@description('Tags.')
param tags object

@description('Id of the action group that starts the capture.')
param actionGroupId string

@description('Average bytes per minute over five minutes above which the rule fires.')
param bytesPerMinute int

@description('Severity, 0 to 4.')
param severity int

@description('Custom properties that the alert carries.')
param customProperties object

resource rule 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: name
  // Metric alert rules are global.
  location: 'global'
  tags: tags
  properties: {
    description: 'Network Out Total of ${last(split(vmId, '/'))} is unusually high: capture its packets.'
    enabled: true
    severity: severity
    scopes: [vmId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'NetworkOut'
          metricNamespace: 'Microsoft.Compute/virtualMachines'
          metricName: 'Network Out Total'
          operator: 'GreaterThan'
          threshold: bytesPerMinute
          // The platform samples the metric once a minute, in bytes of that minute; Average is taken over those samples.
          timeAggregation: 'Average'
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId, webHookProperties: customProperties }]
  }
}

@description('Id of the rule.')
output id string = rule.id
