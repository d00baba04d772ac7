/// Limits of the verifier that no setting changes.
public enum KernelLimits {
  /// Instructions walked over all paths, for a load with CAP_BPF since 5.2: `BPF_COMPLEXITY_LIMIT_INSNS`
  /// (include/linux/bpf.h).
  public static let verifiedInstructions = 1_000_000
  /// Instructions of a program, for a load without capabilities and for every load before 5.2: `BPF_MAXINSNS`
  /// (include/uapi/linux/bpf_common.h).
  public static let unprivilegedInstructions = 4_096
  /// Branches that wait to be walked on one path: `BPF_COMPLEXITY_LIMIT_JMP_SEQ` (kernel/bpf/verifier.c).
  public static let jumpSequence = 8_192
  /// Maps that one program uses: `MAX_USED_MAPS` (include/linux/bpf_verifier.h), 64 since 5.2.
  public static let usedMaps = 64
  /// Bytes of stack of one frame, and of a call chain whose frames have no stack of their own: `MAX_BPF_STACK`
  /// (include/linux/filter.h).
  public static let stackBytes = 512
  /// Bytes of the callers' frames when a subprogram that tail-calls is entered: kernel/bpf/verifier.c,
  /// `check_max_stack_depth_subprog`.
  public static let stackBytesAboveTailCall = 256
  /// Frames of one call chain: `MAX_CALL_FRAMES` (include/linux/bpf_verifier.h).
  public static let callFrames = 8
  /// Subprograms of one program: `BPF_MAX_SUBPROGS` (kernel/bpf/verifier.c).
  public static let subprograms = 256
}
