@testable import LiveKernel

/// A clock whose reads lie these units apart, in turn.
final class VaryingLayer: CounterLayer {
  private let sizes: [UInt64]
  private var reads = 0
  private var value: UInt64 = 0

  init(sizes: [UInt64]) { self.sizes = sizes }

  func open(_ event: CounterEvent, leader: CInt?) -> CInt { leader.map { $0 + 1 } ?? 1 }
  func enable(_ leader: CInt) -> CInt { 0 }
  func disable(_ leader: CInt) -> CInt { 0 }
  func close(_ counter: CInt) {}

  func read(_ leader: CInt, into words: inout CounterWords) -> Int {
    value += sizes[reads % sizes.count]
    reads += 1
    words[3] = value
    return 48
  }
}
