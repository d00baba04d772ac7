import BPFObject
import BTF
import CKernel
import Synchronization

/// What libbpf knows of the running kernel, found out once for all children that are forked afterwards.
public enum LearntKernel {
  /// The kernel's types by name, for what CO-RE relocations ask; nil where a kernel has no types. Read when it is used first.
  private static let targets = (try? ByteRegion(mapping: TypeTable.kernelPath)).flatMap { bytes in
    (try? TypeTable(region: bytes)).map(RelocationTargets.init(kernel:))
  }
  private static let hasLearnt = Atomic(false)

  /// Finds it out: some fifteen loads, and the kernel's types, which are 5 MB.
  public static func learn() {
    assay_learn_kernel()
    MemoryPeak.prepare()
    _ = targets
    hasLearnt.store(true, ordering: .relaxed)
  }

  /// A file in memory with the part of the kernel's types that an object's CO-RE relocations ask for: libbpf searches all
  /// that it is given, for each type that an object relocates, each time that it opens the object. Nil when libbpf has
  /// to have all of them, and before the kernel is learnt, which takes longer than one object's search.
  static func types(for object: [UInt8]) -> TypesFile? {
    guard hasLearnt.load(ordering: .relaxed), let targets, let asked = RelocatedTypes(of: object),
      let bytes = targets.types(for: asked.relocations, of: asked.types)
    else { return nil }
    return TypesFile(bytes)
  }

  /// Reads the types of the modules that are loaded, which libbpf reads for each object that asks for what the kernel lacks.
  public static func learnModules() { assay_learn_modules() }
}
