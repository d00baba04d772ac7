import Foundation
public import Jobs
import SystemPackage
import Testing
public import Workers

/// Cases in the making, and what came of them.
public struct TestPlan: Sendable {
  /// The job.
  public var job: TestJob
  /// The cases.
  public var cases: [TestCase] = []
  /// What their slices are of.
  public var values: [UInt8] = []

  /// A plan without cases; the programs that they will use.
  public init(_ programs: String...) { job = TestJob(objectName: "test.bpf.o", programs: programs) }

  /// Adds a case; gives its number.
  @discardableResult
  public mutating func add(_ steps: TestStep..., change: (inout TestCase) -> Void = { _ in }) -> Int {
    var test = TestCase(number: cases.count)
    test.steps = steps
    change(&test)
    cases.append(test)
    return test.number
  }

  /// Bytes of a case.
  public mutating func slice(_ bytes: [UInt8]) -> ByteSlice { values.slice(bytes) }
  /// A number's bytes.
  public mutating func slice(_ number: UInt32) -> ByteSlice { values.slice(Self.bytes(number)) }
  /// A number's bytes.
  public mutating func slice(_ number: UInt64) -> ByteSlice { values.slice(Self.bytes(number)) }

  /// A number's bytes in this machine's order.
  public static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// A run of a program.
  public mutating func run(
    _ program: String, packet: [UInt8]? = nil, context: [UInt8]? = nil, _ change: (inout TestInput) -> Void = { _ in }
  ) -> TestStep {
    var input = TestInput(program: program)
    if let packet { input.packet = slice(packet) }
    if let context { input.context = slice(context) }
    change(&input)
    return .run(input)
  }

  /// A write of an entry.
  public mutating func put(_ map: String, _ key: UInt32, _ value: UInt64) -> TestStep {
    .put(MapWrite(map: map, key: slice(key), value: .bytes(slice(value))))
  }

  /// An Ethernet frame of that many bytes.
  public static func frame(_ count: Int = 64, etherType: UInt16 = 0x0800) -> [UInt8] {
    var frame = [UInt8](repeating: 0, count: count)
    if count >= 14 { frame.replaceSubrange(12..<14, with: [UInt8(etherType >> 8), UInt8(etherType & 255)]) }
    // An IPv4 header of 20 bytes.
    if etherType == 0x0800, count >= 15 { frame[14] = 0x45 }
    return frame
  }

  // MARK: - Running

  /// What came of a case.
  public struct Result: Sendable {
    /// The outcome.
    public var outcome: CaseOutcome
    /// What its slices are of.
    public var bytes: [UInt8]

    /// The last run.
    public var ran: RunOutcome? {
      for case .ran(let run) in outcome.steps.reversed() { return run }
      return nil
    }
    /// Why it failed.
    public var words: String { outcome.failure?.reason.summary ?? "" }

    /// The entries of the last map that was read, as numbers.
    public var entries: [UInt32: UInt64]? {
      for case .entries(let entries, _) in outcome.steps.reversed() {
        return Dictionary(
          uniqueKeysWithValues: entries.map { (UInt32(number($0.key)), $0.values.reduce(0) { $0 + number($1) }) })
      }
      return nil
    }

    /// The number that bytes stand for.
    public func number(_ slice: ByteSlice) -> UInt64 {
      (slice.bytes(of: bytes) ?? []).prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    /// A slice's bytes.
    public func bytes(_ slice: ByteSlice?) -> [UInt8]? { slice.flatMap { $0.bytes(of: bytes) } }
  }

  private actor Collector {
    private(set) var results: [Int: Result] = [:]
    private(set) var batches = 0
    private(set) var repeated: [Int] = []
    func add(_ tested: TestedCases) {
      batches += 1
      for outcome in tested.outcomes {
        if results.updateValue(Result(outcome: outcome, bytes: tested.bytes), forKey: outcome.number) != nil {
          repeated.append(outcome.number)
        }
      }
    }
  }

  /// Runs the cases in the built worker on this kernel.
  public func results(of object: [UInt8], width: Int = 1, limits: WorkerLimits = WorkerLimits()) async throws
    -> [Result]
  {
    let location = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    return try await results(of: object, width: width, over: ProcessTransport(worker: location, limits: limits))
  }

  /// Runs the cases over a transport.
  public func results(of object: [UInt8], width: Int = 1, over transport: any Transport) async throws -> [Result] {
    let pool = WorkerPool(transport)
    let results = try await results(of: object, width: width, in: pool)
    await pool.close()
    return results
  }

  /// Runs the cases in a pool that others use too.
  public func results(of object: [UInt8], width: Int = 1, in pool: WorkerPool) async throws -> [Result] {
    let collector = Collector()
    try await pool.test(job, cases: cases, object: object, values: values, width: width) { await collector.add($0) }
    #expect(await collector.repeated.isEmpty)
    let results = await collector.results
    return try cases.map { try #require(results[$0.number]) }
  }
}
