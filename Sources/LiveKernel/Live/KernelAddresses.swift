import Glibc

/// Addresses of the kernel, as `/proc/kallsyms` tells them to those who may see them.
enum KernelAddresses {
  /// What calls in translated code are told from.
  private static let base = "__bpf_call_base"

  /// The address that calls of helpers are told from; nil where addresses are hidden (`kernel.kptr_restrict`).
  static func callBase() -> UInt64? {
    var found: UInt64?
    unsafe lines { address, name in
      guard unsafe strcmp(name, base) == 0 else { return true }
      found = address
      return false
    }
    return found == 0 ? nil : found
  }

  /// The names at addresses. A function's name comes before others of the same place.
  static func names(at wanted: Set<UInt64>) -> [UInt64: String] {
    guard !wanted.isEmpty else { return [:] }
    var names: [UInt64: String] = [:]
    unsafe lines { address, name in
      guard wanted.contains(address) else { return true }
      let text = unsafe String(cString: name)
      // Compilers and the kernel put marks of their own at functions.
      if names[address] == nil || names[address]?.hasPrefix("__pfx_") == true || text.hasPrefix("bpf_") {
        names[address] = text
      }
      return true
    }
    return names
  }

  /// Goes through `ADDRESS TYPE NAME [MODULE]` until the body says no. There are some 200,000 of them.
  private static func lines(_ body: (UInt64, UnsafePointer<CChar>) -> Bool) {
    guard let file = unsafe fopen("/proc/kallsyms", "re") else { return }
    defer { unsafe fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var room = 0
    defer { unsafe free(line) }
    while unsafe getline(&line, &room, file) > 0, let text = unsafe line {
      var rest: UnsafeMutablePointer<CChar>?
      let address = unsafe strtoull(text, &rest, 16)
      guard let rest = unsafe rest, unsafe strlen(rest) > 3 else { continue }
      let name = unsafe rest + 3
      unsafe name[strcspn(name, "\t\n ")] = 0
      guard unsafe body(address, name) else { return }
    }
  }
}
