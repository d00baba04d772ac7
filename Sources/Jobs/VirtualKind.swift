/// What runs a virtual machine's processor.
public enum VirtualKind: String, Codable, Hashable, Sendable {
  /// QEMU interprets it: anywhere, slowly.
  case emulated
  /// The processor itself, through KVM.
  case kvm
}
