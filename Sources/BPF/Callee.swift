/// What a call instruction calls.
public enum Callee: Hashable, Sendable {
  /// A helper by its number.
  case helper(HelperID)
  /// A function of the same program (`BPF_PSEUDO_CALL`): slots from the slot after the call to its entry.
  case local(distance: Int)
  /// A kernel function by BTF id (`BPF_PSEUDO_KFUNC_CALL`); `module` indexes the load's descriptor array, 0 is vmlinux.
  case kernelFunction(btfID: Int32, module: Int16)
}
