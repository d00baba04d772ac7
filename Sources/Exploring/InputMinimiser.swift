/// Takes away from an input what it does not need to do what it does: entries of maps, bytes of the packet, and changes
/// that were made to the case that it came from.
public struct InputMinimiser: Sendable {
  private let shape: ExploreShape
  /// The input of the case that it came from.
  private let source: ExploreInput

  /// The most attempts.
  private static let mostAttempts = 600

  /// A minimiser of inputs that came from an input.
  public init(shape: ExploreShape, source: ExploreInput) {
    self.shape = shape
    self.source = source
  }

  /// The smallest input that was found to do the same.
  /// - Parameter doesTheSame: whether an input does what the given one does.
  public func minimised(_ input: ExploreInput, _ doesTheSame: (ExploreInput) -> Bool) -> ExploreInput {
    var best = input
    var left = Self.mostAttempts
    func attempt(_ change: (inout ExploreInput) -> Void) -> Bool {
      guard left > 0 else { return false }
      var next = best
      change(&next)
      guard next != best else { return false }
      left -= 1
      guard doesTheSame(next) else { return false }
      best = next
      return true
    }
    // All at once first: most of what was changed on the way does nothing.
    _ = attempt { $0.packet = source.packet }
    _ = attempt { $0.context = source.context }
    _ = attempt { $0.entries = source.entries }
    _ = attempt { $0.entries = [] }
    for index in best.entries.indices.reversed() { _ = attempt { $0.entries.remove(at: index) } }
    for index in best.entries.indices { minimise(entry: index, of: best, attempt) }
    shorten(best, attempt)
    for index in best.entries.indices { revertKey(index, of: best, attempt) }
    revert(best, attempt)
    if shape.packetBytes != nil {
      let start = shape.frameStart(of: best)
      _ = attempt { if $0.packet.count >= start { PacketRepair.repair(&$0.packet, from: start) } }
    }
    for field in shape.contextFields where field.upperBound <= best.context.count {
      _ = attempt { input in for index in field { input.context[index] = 0 } }
    }
    return best
  }

  /// The value that the case gives, or zeros.
  private func minimise(entry index: Int, of best: ExploreInput, _ attempt: ((inout ExploreInput) -> Void) -> Bool) {
    let entry = best.entries[index]
    let known = source.entries.first { $0.map == entry.map && $0.key == entry.key }?.value
    let plain = known ?? [UInt8](repeating: 0, count: entry.value.count)
    if attempt({ $0.entries[index].value = plain }) { return }
    for place in entry.value.indices where place < plain.count && entry.value[place] != plain[place] {
      _ = attempt { $0.entries[index].value[place] = plain[place] }
    }
  }

  /// Half of what can go, then half of the rest.
  private func shorten(_ best: ExploreInput, _ attempt: ((inout ExploreInput) -> Void) -> Bool) {
    guard let packetBytes = shape.packetBytes else { return }
    var length = best.packet.count
    // The length of the case first: a reader knows that packet.
    if source.packet.count < length, attempt({ $0.packet = shape.fitted(Array($0.packet.prefix(source.packet.count))) })
    {
      length = source.packet.count
    }
    var step = max(1, (length - packetBytes.lowerBound) / 2)
    while step > 0 {
      let wanted = length - step
      if wanted >= packetBytes.lowerBound, attempt({ $0.packet = shape.fitted(Array($0.packet.prefix(wanted))) }) {
        length = wanted
      } else {
        step /= 2
      }
    }
  }

  /// A key that stands in the packet, and the packet's bytes there, become those of the case together.
  private func revertKey(_ index: Int, of best: ExploreInput, _ attempt: ((inout ExploreInput) -> Void) -> Bool) {
    let key = best.entries[index].key
    let skipped = shape.maps[best.entries[index].map].kind == .trie ? 4 : 0
    let bytes = Array(key.dropFirst(skipped))
    let shared = min(best.packet.count, source.packet.count)
    guard !bytes.isEmpty, bytes.count <= shared else { return }
    for place in 0...(shared - bytes.count) {
      let range = place..<place + bytes.count
      guard best.packet[range].elementsEqual(bytes), !source.packet[range].elementsEqual(bytes) else { continue }
      _ = attempt { input in
        input.packet.replaceSubrange(range, with: source.packet[range])
        input.entries[index].key.replaceSubrange(skipped..., with: source.packet[range])
      }
    }
  }

  /// The bytes of the case again, a run of those that were changed at a time.
  private func revert(_ best: ExploreInput, _ attempt: ((inout ExploreInput) -> Void) -> Bool) {
    let shared = min(best.packet.count, source.packet.count)
    var place = 0
    while place < shared {
      guard best.packet[place] != source.packet[place] else {
        place += 1
        continue
      }
      var end = place + 1
      while end < shared, best.packet[end] != source.packet[end] { end += 1 }
      let range = place..<end
      if !attempt({ input in
        if range.upperBound <= input.packet.count { input.packet.replaceSubrange(range, with: source.packet[range]) }
      }), range.count > 1 {
        for index in range {
          _ = attempt { if index < $0.packet.count { $0.packet[index] = source.packet[index] } }
        }
      }
      place = end
    }
  }
}
