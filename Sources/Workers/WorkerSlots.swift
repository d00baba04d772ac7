/// So many workers at once, no more. Whoever comes later waits its turn.
package actor WorkerSlots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// So many slots.
  package init(_ count: Int) {
    free = max(count, 1)
  }

  /// Takes a slot. A cancelled task takes one too: those before it are being cancelled with it, and it gives it back.
  package func take() async {
    guard free == 0 else {
      free -= 1
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Gives a slot back, to the first that waits.
  package func give() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
