import Checks
import Exporter
import Jobs
import Reports

/// Serves loaded programs' metrics until it is cancelled.
struct LiveExport: Sendable {
  let check: LoadedCheck
  let address: ListenAddress

  /// Listens, and has statistics kept meanwhile where that is asked for.
  func run(keepsStatistics: Bool) async throws(CheckError) {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        if keepsStatistics {
          let (begun, begin) = AsyncStream<Void>.makeStream()
          group.addTask { [check] in
            defer { begin.finish() }
            try await check.keepStatistics { begin.yield() }
          }
          // Nobody scrapes figures that stand still because statistics came a little later.
          guard await begun.first(where: { true }) != nil else { return try await group.waitForAll() }
        }
        group.addTask { try await serve() }
        // The first to end ends both: statistics that are no longer kept, a server that is stopped.
        try await group.next()
        group.cancelAll()
        try await group.waitForAll()
      }
    } catch let error as CheckError {
      await check.close()
      throw error
    } catch {
      await check.close()
      throw .undecided("\(error)")
    }
    await check.close()
  }

  private func serve() async throws(CheckError) {
    let complaints = Complaints()
    let programs = Shared<Result<MetricSet, CheckError>>(lifetime: .seconds(1)) { [check] in
      do throws(CheckError) {
        let programs = try await check.read()
        await complaints.say(programs.missing.map(\.reason.sentence))
        return .success(programs.metrics)
      } catch {
        await complaints.say(["\(error)"])
        return .failure(error)
      }
    }
    let pages = MetricsPages { isOpenMetrics in
      let format: MetricsText.Format = isOpenMetrics ? .openMetrics : .prometheus
      switch await programs.value() {
      case .success(let metrics):
        return Page(mediaType: format.mediaType, body: MetricsText(metrics).render(format))
      case .failure(let error):
        return Page(.unavailable, body: TerminalText.escape("\(error)") + "\n")
      }
    }
    do throws(PageServer.Failure) {
      try await PageServer(address, respond: pages.page).run { address in
        StandardError.write("assay: serving http://\(address)/metrics; Ctrl-C ends it\n")
        if !address.isLoopback {
          StandardError.write(
            "note: others than this machine can read it there: names of programs, how often they run\n")
        }
      }
    } catch {
      throw .undecided("\(error)")
    }
  }
}
