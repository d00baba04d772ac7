import Glibc
import Jobs

/// The page whose functions whoever holds this virtual machine waits for: `SteppedRun` says what they mean.
@safe struct TracePage: ~Copyable {
  private typealias Function = @convention(c) (UnsafeRawPointer?, UInt) -> Void

  private let page: UnsafeMutableRawPointer
  private static let size = 1 << 12
  /// `ret`.
  private static let returns: UInt8 = 0xc3
  /// Room for every step that is told: at most each of them twice.
  private static let room = 2 * SteppedRun.mostSteps + 2

  /// Makes it. Nil where its place is taken, or the kernel allows no code there.
  init?() {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | Self.fixedNoReplace
    let place = unsafe mmap(
      UnsafeMutableRawPointer(bitPattern: UInt(SteppedRun.page)), Self.size, PROT_READ | PROT_WRITE | PROT_EXEC, flags,
      -1, 0)
    guard let place = unsafe place, unsafe place != MAP_FAILED else { return nil }
    unsafe page = place
    for function in [SteppedRun.begin, SteppedRun.end] {
      unsafe page.storeBytes(of: Self.returns, toByteOffset: Int(function - SteppedRun.page), as: UInt8.self)
    }
  }

  deinit { unsafe munmap(page, Self.size) }

  /// `MAP_FIXED_NOREPLACE` (include/uapi/asm-generic/mman-common.h).
  private static let fixedNoReplace: CInt = 0x100000

  /// The steps of the first run that `body` makes of a program with these functions, as `SteppedRun` tells them; empty when
  /// it made none.
  func steps(of functions: [JitedProgram.Function], during body: () throws(Refusal) -> Void) throws(Refusal) -> [UInt64]
  {
    let request = functions.flatMap { [$0.addresses.lowerBound, $0.addresses.upperBound] }
    unsafe request.withUnsafeBytes { unsafe call(SteppedRun.begin, $0.baseAddress, request.count) }
    try body()
    // Memory that is written to once is there when someone else writes to it.
    let room = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: Self.room)
    defer { unsafe room.deallocate() }
    unsafe room.initialize(repeating: SteppedRun.unanswered)
    unsafe call(SteppedRun.end, UnsafeRawPointer(room.baseAddress), room.count)
    let count = unsafe room[0]
    guard count != SteppedRun.unanswered else {
      throw Refusal(.environment, Reason("nobody steps through what runs in this virtual machine"))
    }
    guard count & SteppedRun.isCut == 0, count < UInt64(Self.room) else {
      throw Refusal(
        .environment,
        Reason(
          "a run takes more than the \(SteppedRun.mostSteps) instructions that are stepped through",
          advice: "Its figures are exact all the same. A case of its test file with a smaller input is told by line."))
    }
    return unsafe Array(room[1..<1 + Int(count)])
  }

  private func call(_ function: UInt64, _ numbers: UnsafeRawPointer?, _ count: Int) {
    let function = unsafe unsafeBitCast(UInt(function), to: Function.self)
    unsafe function(numbers, UInt(count))
  }
}
