import Jobs
import Synchronization

/// The ledger of a search, which the worker's replies go to from another task.
final class ExploreBoard: Sendable {
  private let ledger: Mutex<ExploreLedger>

  init(_ input: ObjectInput) {
    ledger = Mutex(ExploreLedger(input))
  }

  /// What is known by now.
  var now: ExploreLedger { ledger.withLock(\.self) }

  /// Takes news; returns what is known then.
  func take(_ news: ExploreNews, _ bytes: [UInt8], from hello: Hello) -> ExploreLedger {
    ledger.withLock { ledger in
      ledger.take(news, bytes, from: hello)
      return ledger
    }
  }
}
