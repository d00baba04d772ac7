import Findings
import Project
import Reports

/// Runs test files again whatever changes, until it is cancelled.
public struct TestWatch: Sendable {
  private let request: TestRequest
  private let environment: [String: String]

  /// How long it waits between two looks at the files.
  private static let pause = Duration.milliseconds(300)

  /// How the names of files end that a test may read. Others, such as a log of the watch itself, say nothing about it.
  private static let endings = [".yml", ".c", ".h", ".o", ".pcap", ".pcapng", ".cap"]

  /// Watches what a request asks for.
  public init(_ request: TestRequest, environment: [String: String]) {
    self.request = request
    self.environment = environment
  }

  /// Runs all cases, and again when a file changes that stands beside a test file or an object. `show` is called
  /// with what stands then.
  ///
  /// - Throws: `CheckError` for what keeps the first run from starting; later such errors are shown, since the file may
  ///   be half written.
  public func run(show: @Sendable (TestResult) -> Void) async throws(CheckError) {
    var seen = stamps()
    show(try await result())
    while !Task.isCancelled {
      do { try await Task.sleep(for: Self.pause) } catch { return }
      let now = stamps()
      guard now != seen else { continue }
      seen = now
      do throws(CheckError) {
        show(try await result())
      } catch {
        show(TestResult(report: .init(assay: "", cases: []), problems: [error]))
      }
    }
  }

  private func result() async throws(CheckError) -> TestResult {
    await (try TestCheck(request, environment: environment)).run { _ in }
  }

  /// When each file was written that stands beside a test file or an object, and may be part of a test.
  private func stamps() -> [String: FileStamp] {
    let list = try? TestFileList(request.arguments)
    let tests = list?.tests ?? []
    let objects = tests.flatMap { (try? LoadedTestFile($0).objects) ?? [] } + (list?.objects ?? [])
    var stamps: [String: FileStamp] = [:]
    for directory in Set((tests + objects).map { LocalFile.parent(of: $0) }) {
      for name in (try? LocalFile.list(directory)) ?? [] where Self.endings.contains(where: name.hasSuffix) {
        let path = LocalFile.join(directory, name)
        if !LocalFile.isDirectory(path) { stamps[path] = try? FileStamp(of: path) }
      }
    }
    return stamps
  }
}
