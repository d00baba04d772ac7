import CLibbpf
import Glibc
import Jobs
import KernelFacts

/// One `BPF_PROG_TEST_RUN`.
struct TestCall {
  /// What came back.
  struct Result {
    var returned: UInt32
    var packet: [UInt8]?
    var context: [UInt8]?
    var nanoseconds: UInt32
  }

  let program: ProgramHandle
  let facts: TestRunFacts
  /// What poisons the program's stack and then calls it; nil for the program as it is.
  var poison: StackPoison?

  /// `BPF_F_TEST_RUN_ON_CPU` and `BPF_F_TEST_XDP_LIVE_FRAMES` (include/uapi/linux/bpf.h).
  private static let onProcessor: UInt32 = 1 << 0
  private static let liveFrames: UInt32 = 1 << 1
  /// More than any packet can become: a buffer that is too small means a second run, on maps that the first has changed.
  private static let packetRoom = 256 << 10

  /// Makes it. Nil and a positive error number when the kernel refuses.
  func run(
    _ input: TestRunInput, wantsPacket: Bool, wantsContext: Bool, room: inout [UInt8], _ code: inout Int32
  ) -> Result? {
    let givesPacket = wantsPacket && facts.parts.contains(.packet) && !input.liveFrames
    let givesAsPacket = wantsContext && facts.parts.contains(.asPacket)
    let givesContext = wantsContext && facts.parts.contains(.context) && !input.liveFrames
    if room.isEmpty { room = [UInt8](repeating: 0, count: Self.packetRoom) }
    var given = context(input, isNeeded: givesContext)
    let state = unsafe program.type == .structOps ? point(&given) : nil
    defer { unsafe state?.deallocate() }
    var contextOut = [UInt8](repeating: 0, count: givesContext ? facts.contextBytes : 0)
    var options = unsafe bpf_test_run_opts()
    unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
    unsafe options.repeat = facts.parts.contains(.repeats) ? Int32(clamping: max(1, input.repetitions)) : 0
    if let cpu = input.cpu, program.type == .rawTracepoint {
      unsafe options.cpu = cpu
      unsafe options.flags |= Self.onProcessor
    }
    if input.liveFrames { unsafe options.flags |= Self.liveFrames }
    let poison = isAllowedAlone(given) && !input.liveFrames ? poison : nil
    let descriptor = poison?.descriptor ?? program.descriptor
    defer { withExtendedLifetime(poison) {} }
    let packet = input.packet ?? []
    let isInPlace = facts.parts.contains(.inPlace)
    unsafe room.withUnsafeMutableBytes { room in
      unsafe packet.withUnsafeBytes { packet in
        unsafe given.withUnsafeMutableBytes { given in
          unsafe contextOut.withUnsafeMutableBytes { contextOut in
            if input.packet != nil {
              unsafe options.data_in = UnsafeRawPointer(packet.baseAddress)
              unsafe options.data_size_in = UInt32(packet.count)
            }
            if givesPacket || givesAsPacket {
              unsafe options.data_out = room.baseAddress
              unsafe options.data_size_out = UInt32(room.count)
            }
            if unsafe !given.isEmpty {
              unsafe options.ctx_in = UnsafeRawPointer(given.baseAddress)
              unsafe options.ctx_size_in = UInt32(given.count)
            }
            if givesContext {
              unsafe options.ctx_out = contextOut.baseAddress
              unsafe options.ctx_size_out = UInt32(contextOut.count)
            }
            code = unsafe -bpf_prog_test_run_opts(descriptor, &options)
          }
        }
      }
    }
    guard code == 0 else { return nil }
    let size = unsafe min(Int(options.data_size_out), room.count)
    let contextSize = unsafe min(Int(options.ctx_size_out), contextOut.count)
    return unsafe Result(
      returned: options.retval, packet: givesPacket ? Array(room[..<size]) : nil,
      context: givesAsPacket
        ? Array(room[..<size])
        : isInPlace && wantsContext ? given : givesContext ? Array(contextOut[..<contextSize]) : nil,
      nanoseconds: options.duration)
  }

  /// Whether the kernel takes so many arguments for the program itself, which must not read more: it refuses fewer than the
  /// program reads before it takes them from where they stand (net/bpf/test_run.c, `bpf_prog_test_run_raw_tp`).
  private func isAllowedAlone(_ given: [UInt8]) -> Bool {
    guard program.type == .rawTracepoint else { return true }
    guard poison != nil, !given.isEmpty else { return false }
    var options = unsafe bpf_test_run_opts()
    unsafe options.sz = MemoryLayout<bpf_test_run_opts>.size
    // No process has memory there.
    unsafe options.ctx_in = UnsafeRawPointer(bitPattern: 1)
    unsafe options.ctx_size_in = UInt32(given.count)
    return unsafe bpf_prog_test_run_opts(program.descriptor, &options) == -EFAULT
  }

  /// Puts in place of a struct_ops program's first argument a pointer to it: the members of `bpf_dummy_ops`, the one that
  /// is test-run, work on a number that it points to (net/bpf/bpf_dummy_struct_ops.c).
  private func point(_ arguments: inout [UInt8]) -> UnsafeMutablePointer<UInt64>? {
    let size = MemoryLayout<UInt64>.size
    guard arguments.count >= size else { return nil }
    let state = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
    unsafe state.initialize(to: arguments.withUnsafeBytes { unsafe $0.loadUnaligned(as: UInt64.self) })
    unsafe withUnsafeBytes(of: UInt64(UInt(bitPattern: state))) { unsafe arguments.replaceSubrange(..<size, with: $0) }
    return unsafe state
  }

  /// The context as the kernel wants it. An XDP program's has the packet's end in it: kernels since 6.18 take what lies
  /// behind it for further pieces of the frame, older ones do not look.
  func context(_ input: TestRunInput, isNeeded: Bool) -> [UInt8] {
    guard program.type == .xdp else { return input.context ?? [] }
    guard input.context != nil || isNeeded else { return [] }
    var context = input.context ?? []
    context += [UInt8](repeating: 0, count: max(0, 24 - context.count))
    guard context[4..<8].allSatisfy({ $0 == 0 }) else { return context }
    let end = UInt32(min(input.packet?.count ?? 0, TestRunRules.linearFrame))
    unsafe withUnsafeBytes(of: end) { unsafe context.replaceSubrange(4..<8, with: $0) }
    return context
  }
}
