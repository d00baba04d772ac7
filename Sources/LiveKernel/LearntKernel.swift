import CKernel

/// What libbpf knows of the running kernel, found out once for all children that are forked afterwards.
public enum LearntKernel {
  /// Finds it out: some fifteen loads, and the kernel's types, which are 5 MB.
  public static func learn() { assay_learn_kernel() }
}
