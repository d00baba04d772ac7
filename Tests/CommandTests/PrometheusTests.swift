import Foundation
import Glibc
import TestSupport
import Testing

/// What Assay exports, in a Prometheus and an Alertmanager as Debian has them: started on loopback, in folders of the test.
@Suite(
  .requires(
    "host:root", "host:socket_filter", "clang", "bpftool", "unshare", "prometheus", "prometheus-alertmanager",
    "prometheus-node-exporter"), .timeLimit(.minutes(3)))
struct PrometheusTests {
  @Test func `programs and reports are scraped, every panel's query is answered, and alerts arrive`() async throws {
    let site = try await MonitoredSite()
    do {
      try await inspect(site)
    } catch {
      await site.end()
      throw error
    }
    await site.end()
  }

  private func inspect(_ site: MonitoredSite) async throws {
    // Both targets answer, and what they say is kept.
    #expect(try await site.values(of: "up == 1", count: 2).count == 2)
    let runs = #"rate(assay_program_runs_total{program="\#(site.mark)_busy"}[5s]) > 0"#
    #expect(try await site.values(of: runs, count: 1).count == 1)
    #expect(try await site.values(of: "assay_stats_floor_seconds > 0", count: 1).count == 1)
    #expect(
      try await site.values(of: #"assay_verify_accepted{program="\#(site.mark)_busy"} == 1"#, count: 1).count == 1)
    #expect(try site.query("assay_verify_accepted == 0").count == 1)

    // Every panel's query is one that Prometheus answers, and those of series that are there have values.
    let expressions = try await site.panelQueries()
    #expect(expressions.count > 25)
    for expression in expressions { #expect(throws: Never.self, "\(expression)") { try site.query(expression) } }
    for part in ["assay_verify_instructions", "assay_program_memlock_bytes", "assay_stats_enabled", "verdict="] {
      let some = try #require(expressions.first { $0.contains(part) })
      #expect(try !site.query(some).isEmpty, "\(some)")
    }
    #expect(try await site.values(of: "assay:program_run_net:seconds_rate5m", count: 1).count >= 1)

    // The program that does not load raises an alert, which goes through Alertmanager to whoever is to know.
    let message = try await site.message(about: "AssayProgramRefused")
    #expect(message.contains("\(site.mark)_astray") && message.contains("does not load on host"))
    #expect(message.contains(#""receiver":"assay-now""#) && message.contains(#""severity":"critical""#))
  }
}
