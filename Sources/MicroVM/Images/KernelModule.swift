/// A module's file, as it goes into an initramfs.
struct KernelModule: Hashable, Sendable {
  /// The file's name, such as `sch_ingress.ko`.
  var fileName: String
  /// Its bytes.
  var bytes: [UInt8]
}
