/// An Alertmanager configuration to begin with (https://prometheus.io/docs/alerting/latest/configuration).
public enum AlertmanagerExample {
  /// The file.
  public static let text = """
    # Written by: assay dashboard --alertmanager
    # Put your receivers in place of the webhooks; https://prometheus.io/docs/alerting/latest/configuration has them all.
    route:
      receiver: assay-log
      # One message for all that is wrong with a program, from however many machines.
      group_by: [alertname, object, program]
      group_wait: 30s
      group_interval: 5m
      repeat_interval: 24h
      routes:
        - matchers: ['severity="critical"']
          receiver: assay-now
          repeat_interval: 4h
        - matchers: ['severity="warning"']
          receiver: assay-team
        # What is severity="info" stays with the receiver above.
    inhibit_rules:
      # A program over its budget is slower, too: once is enough.
      - source_matchers: ['alertname="AssayProgramOverBudget"']
        target_matchers: ['alertname=~"AssayProgramSlower|AssayProgramCpuHigh"']
        equal: [instance, program]
      # What does not load costs nothing that could be judged.
      - source_matchers: ['alertname="AssayProgramRefused"']
        target_matchers: ['alertname=~"AssayInconclusive|AssayRegression"']
        equal: [object, program]
    receivers:
      - name: assay-now
        webhook_configs:
          - url: http://127.0.0.1:9436/now
            send_resolved: true
      - name: assay-team
        webhook_configs:
          - url: http://127.0.0.1:9436/team
            send_resolved: true
      - name: assay-log
        webhook_configs:
          - url: http://127.0.0.1:9436/log
            send_resolved: false

    """
}
