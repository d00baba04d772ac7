import NIOCore
import Synchronization

/// The connections that are open, at most so many.
final class ConnectionGate: Sendable {
  private let most: Int
  private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

  init(most: Int) {
    self.most = most
  }

  /// Lets a connection in until it closes. Whether it may.
  func enter(_ channel: any Channel) -> Bool {
    let key = ObjectIdentifier(channel)
    let isIn = open.withLock { open in
      guard open.count < most else { return false }
      open[key] = channel
      return true
    }
    if isIn { channel.closeFuture.whenComplete { [self] _ in leave(key) } }
    return isIn
  }

  /// Closes all, and returns when they are.
  func closeAll() async {
    for channel in open.withLock({ Array($0.values) }) { try? await channel.close() }
  }

  private func leave(_ key: ObjectIdentifier) {
    open.withLock { $0[key] = nil }
  }
}
