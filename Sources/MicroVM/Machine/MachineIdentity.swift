/// What the figures of a machine that counts depend on, beside what runs in it.
public struct MachineIdentity: Hashable, Sendable {
  /// The SHA-256 of the kernel's file.
  public var image: String
  /// QEMU and its version, as it says itself; nil when it does not.
  public var emulator: String?
  /// The processor that is emulated, as QEMU's `-cpu` names it.
  public var processor: String
  /// The kernel's command line.
  public var commandLine: String
}
