/// Where the registers lie that a probe sees, in the form that programs see them in. Sources:
/// arch/x86/include/uapi/asm/ptrace.h, arch/arm64/include/uapi/asm/ptrace.h; what they mean: the calling conventions, as
/// libbpf's bpf_tracing.h has them.
public struct RegisterLayout: Sendable {
  /// The registers, 8 bytes each, from the first byte on.
  public let names: [String]
  /// Other names: those of the kernel's own struct, and what registers are for (`arg1`, `ret`).
  public let aliases: [String: String]

  /// Bytes of all of them.
  public var size: Int { names.count * 8 }

  /// The offset in bytes of a register; nil when there is none of that name.
  public func offset(of name: String) -> Int? { names.firstIndex(of: aliases[name] ?? name).map { $0 * 8 } }

  /// What an offset in bytes is called, with what it is for: `rdi (arg1)`.
  public func text(at offset: Int) -> String? {
    guard offset >= 0, offset / 8 < names.count else { return nil }
    let name = names[offset / 8]
    let role = aliases.filter { $0.value == name && ($0.key.hasPrefix("arg") || $0.key == "ret") }.keys.min()
    return name + (role.map { " (\($0))" } ?? "")
  }

  /// The layout of a machine, as `uname -m` names it; nil for one that is not known here.
  public static func of(_ machine: String) -> RegisterLayout? {
    switch machine {
    case "x86_64": x86
    case "aarch64": arm
    default: nil
    }
  }

  private static let x86: RegisterLayout = {
    let names = [
      "r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi", "rdi",
      "orig_rax", "rip", "cs", "rflags", "rsp", "ss",
    ]
    var aliases = ["ret": "rax", "fp": "rbp", "flags": "rflags", "eflags": "rflags", "orig_ax": "orig_rax"]
    for (index, name) in ["rdi", "rsi", "rdx", "rcx", "r8", "r9"].enumerated() { aliases["arg\(index + 1)"] = name }
    for name in ["rbp", "rbx", "rax", "rcx", "rdx", "rsi", "rdi", "rip", "rsp"] {
      aliases[String(name.dropFirst())] = name
    }
    return RegisterLayout(names: names, aliases: aliases)
  }()

  private static let arm: RegisterLayout = {
    var aliases = ["ret": "x0", "fp": "x29", "lr": "x30", "ip": "pc"]
    for index in 0..<8 { aliases["arg\(index + 1)"] = "x\(index)" }
    return RegisterLayout(names: (0...30).map { "x\($0)" } + ["sp", "pc", "pstate"], aliases: aliases)
  }()
}
