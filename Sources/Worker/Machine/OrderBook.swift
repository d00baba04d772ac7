import CProcess
import FoundationEssentials
import Glibc
import Jobs

/// The orders that a virtual machine is offered, and the jobs that come with them.
struct OrderBook {
  /// What is to be done.
  let orders: MachineOrders
  /// The frames of all jobs, one behind the other, in a file: a forked child has it without a copy.
  private let frames: Int32
  /// Where each job's frame begins.
  private let starts: [Int]

  private static let pause: UInt32 = 1000
  private static let pieceBytes = 1 << 20
  private static let framesPath = "/tmp/assay-jobs"

  /// Takes the orders; where there are none yet, calls `wait` once and looks for them until there are. Whoever keeps a
  /// machine that waits, and lets it go on later, lets it go on with orders that were not there before.
  /// - Parameter load: takes the bytes of each module.
  init?(
    problems: inout [String], wait: () -> Void, load: (MachineOrders.Module, [UInt8], inout [String]) -> Void
  ) {
    var rest = unsafe assay_find_offer(MachineOrders.offer)
    if rest == -Int(ENOENT) { wait() }
    while rest == -Int(ENOENT) {
      usleep(Self.pause)
      rest = unsafe assay_find_offer(MachineOrders.offer)
    }
    guard rest >= 4 else {
      let why = rest < 0 ? StandardStreams.words(Int32(-rest)) : "they end too early"
      problems.append("there are no orders: \(why)")
      return nil
    }
    defer { assay_leave_offers() }
    var left = rest
    func take(_ count: Int) -> [UInt8]? {
      guard (0...left).contains(count) else { return nil }
      left -= count
      return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        unsafe assay_read_offer(buffer.baseAddress, UInt(count))
        filled = count
      }
    }
    guard let length = take(4).map({ $0.reversed().reduce(0) { $0 << 8 | Int($1) } }),
      length <= MachineOrders.mostBytes, let text = take(length),
      let orders = try? CanonicalJSON.decode(MachineOrders.self, from: Data(text))
    else {
      problems.append("the orders cannot be read")
      return nil
    }
    for module in orders.modules {
      guard let bytes = take(module.bytes) else {
        problems.append("the orders end within \(module.name)")
        return nil
      }
      load(module, bytes, &problems)
    }
    frames = unsafe open(Self.framesPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    while left > 0, let piece = take(min(left, Self.pieceBytes)) {
      guard StandardStreams.write(piece, to: frames) else {
        problems.append("there is no room for the jobs: \(StandardStreams.words(errno))")
        return nil
      }
    }
    self.orders = orders
    starts = orders.jobs.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.bytes) }
  }

  /// The bytes of a job's frame; fewer when the orders end within it.
  func frame(_ number: Int) -> [UInt8] {
    let count = orders.jobs[number].bytes
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let at = starts[number] + filled
        let got = unsafe pread(frames, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(at))
        guard got > 0 else { return }
        filled += got
      }
    }
  }
}
