public import Jobs

extension WorkerPool {
  /// Cases of a part that is run beside others: few enough that no worker waits long for the last.
  private static let mostPartCases = 1000

  /// Runs cases of an object, and hands over their outcomes as they come: one for every case. A case that ends its
  /// worker, or is silent for too long, has the outcome `environment`; those after it go on in another worker. When the
  /// task is cancelled, cases without an outcome are `skipped`. It throws only when no worker could be asked anything.
  /// - Parameters:
  ///   - object: the object's bytes.
  ///   - values: what the slices in the cases are of.
  ///   - width: how many workers share the cases; 1 where each needs a virtual machine of its own.
  ///   - receive: takes outcomes, not in the cases' order, and from several tasks.
  /// - Returns: who answered last.
  @discardableResult
  public func test(
    _ job: TestJob, cases: [TestCase], object: [UInt8], values: [UInt8], width: Int = 1,
    receive: @escaping @Sendable (TestedCases) async -> Void
  ) async throws(TransportError) -> Hello? {
    let part = TestPart(transport: transport, job: job, object: object, values: values, receive: receive)
    let queue = PartQueue(Self.parts(of: cases, width: width))
    let results = await withTaskGroup { group in
      for _ in 0..<max(1, width) {
        group.addTask {
          var results: [Result<Hello, TransportError>] = []
          while let next = queue.next() {
            let result = await part.run(next)
            results.append(result)
            // Where no worker starts, the next would not either.
            if case .failure = result { queue.drop() }
          }
          return results
        }
      }
      var all: [Result<Hello, TransportError>] = []
      for await results in group { all += results }
      return all
    }
    for case .failure(let error) in results { throw error }
    return results.last.flatMap { try? $0.get() }
  }

  private static func parts(of cases: [TestCase], width: Int) -> [[TestCase]] {
    guard width > 1 else { return cases.isEmpty ? [] : [cases] }
    let size = min(max(1, (cases.count + 4 * width - 1) / (4 * width)), mostPartCases)
    return stride(from: 0, to: cases.count, by: size).map { Array(cases[$0..<min($0 + size, cases.count)]) }
  }
}
