import Testing

@testable import LiveKernel

extension CounterGroup {
  /// A reading, or the test's end.
  mutating func demand() throws -> CounterReading {
    let reading = read()
    return try #require(reading, "\(String(describing: failure))")
  }

  /// Why a read gives nothing; nil when it gives something.
  mutating func complaint() -> Failure? {
    _ = read()
    return failure
  }
}
