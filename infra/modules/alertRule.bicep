@description('Id of the VM that the rule watches. Network metrics allow one VM per rule.')
param vmId string

@description('Name of the rule.')
param name string

@description('Tags.')
param tags object

@description('Id of the action group that starts the capture.')
param actionGroupId string

@description('Bytes per minute, on average over five minutes, above which the rule fires.')
param bytesPerMinute int

@description('Severity, 0 to 4.')
param severity int

@description('Custom properties that the alert carries.')
param customProperties object

var windowMinutes = 5

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
    windowSize: 'PT${windowMinutes}M'
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
          // The metric counts bytes, and Total is its aggregation in
          // https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-compute-virtualmachines-metrics.
          // Whether Average is per minute there or per sample is not documented.
          timeAggregation: 'Total'
          threshold: bytesPerMinute * windowMinutes
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId, webHookProperties: customProperties }]
  }
}

@description('Id of the rule.')
output id string = rule.id
