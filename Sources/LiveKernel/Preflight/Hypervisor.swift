import CKernel

/// What the machine runs on, where it is not a machine of its own.
struct Hypervisor: Hashable, Sendable {
  /// What it is called.
  var name: String
  /// Whether it interprets instructions: then times say nothing of a processor.
  var isEmulation: Bool

  /// By what the processor says (cpuid leaf 0x40000000), else by what the kernel does; nil on a machine of its own.
  init?(signature: String, files: SystemTree) {
    let known = Self.names[signature.trimmingPrefix(while: \.isWhitespace).split(separator: " ").joined(separator: " ")]
    isEmulation = signature == "TCGTCGTCGTCG"
    if let known {
      name = known
    } else if !signature.isEmpty {
      name = "one that calls itself \(signature)"
    } else if let type = files.word("/sys/hypervisor/type") {
      name = type
    } else if let product = files.text("/sys/class/dmi/id/product_name"),
      product.contains("Virtual")
        || product.hasPrefix("KVM") || product.contains("QEMU")
    {
      name = product.split(separator: "\n").first.map(String.init) ?? "unknown"
    } else {
      return nil
    }
  }

  /// What this processor says: empty on a machine of its own, and where processors do not say.
  static var signature: String {
    var words = [UInt32](repeating: 0, count: 4)
    // The bit that hypervisors set, and the leaf that they name themselves in.
    unsafe assay_cpuid(1, &words)
    guard words[2] >> 31 == 1 else { return "" }
    unsafe assay_cpuid(0x4000_0000, &words)
    let bytes = words.dropFirst().flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    let name = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    return name.isEmpty ? "nothing" : name
  }

  private static let names = [
    "KVMKVMKVM": "KVM", "TCGTCGTCGTCG": "QEMU TCG", "Microsoft Hv": "Hyper-V", "VMwareVMware": "VMware",
    "XenVMMXenVMM": "Xen", "bhyve bhyve": "bhyve", "ACRNACRNACRN": "ACRN", "VBoxVBoxVBox": "VirtualBox",
    "lrpepyh vr": "Parallels",
  ]
}
