/// How a kernel counts stack. Sources: kernel/bpf/verifier.c, `round_up_stack_depth` and `bpf_enable_priv_stack`; the
/// sums of one program (608 on 5.10 and 6.1, 576 on 6.12, accepted on 6.18) were measured.
public struct StackRules: Hashable, Sendable {
  /// The kernel that counts.
  public var kernel: KernelVersion
  /// Its machine, as `uname -m` prints it.
  public var machine: String
  /// Whether it compiles programs to machine code (`net.core.bpf_jit_enable`).
  public var jit: Bool

  /// The rules of a kernel.
  public init(kernel: KernelVersion, machine: String = "x86_64", jit: Bool = true) {
    self.kernel = kernel
    self.machine = machine
    self.jit = jit
  }

  /// Frames count as if rounded up to this many bytes; nil for kernels between 6.2 and 6.11, of which it is not recorded
  /// which rounds how when the JIT is on.
  public var frameRounding: Int? {
    if !jit || kernel < KernelVersion(6, 2) { return 32 }
    return kernel >= KernelVersion(6, 12) ? 16 : nil
  }

  /// Bytes that a frame of `bytes` counts; nil when the rounding is not known. An empty frame still counts where frames
  /// are rounded to 32.
  public func counted(frame bytes: Int) -> Int? {
    guard let rounding = frameRounding, bytes >= 0, bytes <= Int(Int32.max) else { return nil }
    let least = rounding == 32 ? max(bytes, 1) : bytes
    return (least + rounding - 1) / rounding * rounding
  }

  /// Whether frames of this program may have stacks of their own, so that only each frame alone is held against the 512
  /// bytes: since 6.13 with the JIT on x86-64, for types that watch the kernel and cannot interrupt themselves, and only
  /// while no subprogram tail-calls. Nil where the answer hangs on the attach type or the hook.
  public func allowsPrivateStack(_ type: ProgramType, tailCalls: Bool) -> Bool? {
    guard jit, machine == "x86_64", kernel >= KernelVersion(6, 13), !tailCalls else {
      // Other machines gained it later; which release is not recorded.
      return jit && machine != "x86_64" && kernel >= KernelVersion(6, 13) && !tailCalls ? nil : false
    }
    switch type {
    case .kprobe, .tracepoint, .perfEvent, .rawTracepoint: return true
    case .tracing, .lsm, .structOps: return nil
    default: return false
    }
  }
}
