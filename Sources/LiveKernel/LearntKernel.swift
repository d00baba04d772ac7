import CKernel

/// What libbpf knows of the running kernel, found out once for all children that are forked afterwards.
public enum LearntKernel {
  /// Finds it out: some fifteen loads, and the kernel's types, which are 5 MB.
  public static func learn() {
    assay_learn_kernel()
    MemoryPeak.prepare()
  }

  /// Reads the types of the modules that are loaded, which libbpf reads for each object that asks for what the kernel lacks.
  public static func learnModules() { assay_learn_modules() }
}
