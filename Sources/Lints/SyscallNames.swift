import BTF

/// The names that a system call's function has had.
enum SyscallNames {
  /// By the macros of include/linux/syscalls.h: before 4.17 `sys_openat` and `SyS_openat`; since then one with the
  /// machine's name, which takes registers, and static ones below it, which compilers inline.
  private static let prefixes = ["__x64_sys_", "__arm64_sys_", "__se_sys_", "__do_sys_", "SyS_", "sys_"]

  /// The name that a kernel has for the system call that `name` means; nil for another function, and where the kernel
  /// has none.
  static func alias(of name: some StringProtocol, in types: TypeTable) -> String? {
    guard let prefix = prefixes.first(where: name.hasPrefix) else { return nil }
    let call = name.dropFirst(prefix.count)
    return prefixes.filter { $0 != prefix }.map { $0 + call }.first { !types.types(named: $0, kind: .func).isEmpty }
  }
}
