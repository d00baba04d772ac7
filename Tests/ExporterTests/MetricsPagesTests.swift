import Synchronization
import Testing

@testable import Exporter

/// The pages of an exporter, and what is shared by those who ask for them.
@Suite struct MetricsPagesTests {
  @Test(arguments: [
    ("", false), ("*/*", false), ("text/plain", false), ("application/openmetrics-text", true),
    (
      "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;q=0.5",
      true
    ),
    ("text/plain;version=0.0.4;q=1,application/openmetrics-text;q=0.1", false),
    ("Application/OpenMetrics-Text ; q=0.3 , text/plain ; q=0.2", true), ("application/openmetrics-text;q=0", false),
    ("application/openmetrics-text;q=zzz", false), (",,;;q=,", false),
  ])
  func `OpenMetrics is what is asked for`(accept: String, isWanted: Bool) async {
    #expect(MetricsPages.wantsOpenMetrics(accept) == isWanted)
  }

  @Test func `each path has its page`() async {
    let pages = MetricsPages { Page(body: $0 ? "open" : "plain") }
    #expect(await pages.page(PageRequest(path: "/metrics")).body == Array("plain".utf8))
    #expect(await pages.page(PageRequest(path: "/")).status == .found)
    #expect(await pages.page(PageRequest(path: "/-/healthy")).status == .found)
    #expect(await pages.page(PageRequest(path: "/metrics/")).status == .unknown)
    #expect(await pages.page(PageRequest(path: "/../etc/passwd")).status == .unknown)
  }

  @Test func `many who ask at once have one work done`() async {
    let works = Atomic(0)
    let shared = Shared(lifetime: .seconds(3600)) {
      try? await Task.sleep(for: .milliseconds(20))
      return works.add(1, ordering: .relaxed).newValue
    }
    let values = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { await shared.value() } }
      return await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(values == [1])
    #expect(await shared.value() == 1)
  }

  @Test func `what is too old is made again`() async {
    let works = Atomic(0)
    let shared = Shared(lifetime: .zero) { works.add(1, ordering: .relaxed).newValue }
    #expect(await shared.value() == 1)
    #expect(await shared.value() == 2)
  }

  @Test(
    arguments: [
      ("127.0.0.1:9435", "127.0.0.1:9435"), ("[::1]:0", "[::1]:0"), ("localhost:65535", "localhost:65535"),
      ("::1:9435", nil), ("127.0.0.1", nil), (":9435", nil), ("a b:1", nil), ("h:65536", nil), ("h:-1", nil),
      ("h:", nil),
      ("h:1x", nil), ("", nil), ("[]:1", nil), ("h\u{1B}:1", nil), ("h:99999999999999999999", nil),
    ] as [(String, String?)])
  func `an address is a host and a port`(text: String, written: String?) {
    #expect(ListenAddress(text)?.description == written)
  }
}
