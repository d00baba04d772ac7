import Glibc
import Jobs

/// KVM, asked by opening its device and making an empty machine: that the file is there says nothing.
enum VirtualMachineDevice {
  /// `KVM_GET_API_VERSION` (include/uapi/linux/kvm.h): 12 on every kernel since 2.6.22.
  private static let versionRequest: UInt = 0xAE00
  /// `KVM_CREATE_VM`: a machine without processor and memory, gone when its descriptor is closed.
  private static let machineRequest: UInt = 0xAE01

  /// What it says.
  static func item() -> Survey.Item {
    let device = unsafe open("/dev/kvm", O_RDWR | O_CLOEXEC)
    guard device >= 0 else {
      let error = errno
      return Survey.Item(
        "KVM", .no,
        detail: "/dev/kvm cannot be opened: \(unsafe String(cString: strerror(error))); virtual machines "
          + "run under plain emulation, a kernel boots in seconds all the same", remedy: remedy(error))
    }
    defer { close(device) }
    guard ioctl(device, versionRequest, 0) == 12 else {
      return Survey.Item("KVM", .no, detail: "/dev/kvm opens, and does not answer as KVM does")
    }
    let machine = ioctl(device, machineRequest, 0)
    guard machine >= 0 else {
      let error = errno
      return Survey.Item(
        "KVM", .no, detail: "/dev/kvm opens, and makes no machine: \(unsafe String(cString: strerror(error)))")
    }
    close(machine)
    return Survey.Item("KVM", .yes, detail: "/dev/kvm makes machines")
  }

  private static func remedy(_ error: CInt) -> String? {
    switch error {
    case EACCES, EPERM: "join the group kvm, or run as root"
    case ENOENT: "load the module kvm_intel or kvm_amd; inside a virtual machine, allow nested virtualisation"
    case ENODEV, ENXIO: "this processor offers no virtualisation here; inside a virtual machine, allow it to be nested"
    default: nil
    }
  }
}
