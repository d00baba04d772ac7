import Project

/// The LLVM tools that Assay asks about an object. Each is nil when it is not there.
public struct LLVMTools: Hashable, Sendable {
  /// Disassembles; the one beside the found clang first, since LLVM 14 prints cpu v4 instructions wrongly.
  public var objdump: String?
  /// Names functions and stack variables.
  public var symbolizer: String?
  /// Prints DWARF; the Swift toolchain has none.
  public var dwarfdump: String?

  /// Looks beside `clang`, then along `PATH`, plain names before versioned ones and newer versions before older ones.
  public init(beside clang: Clang?, environment: [String: String]) {
    let directory = clang.map { LocalFile.parent(of: $0.path) }
    func find(_ name: String) -> String? {
      if let directory, let path = ExecutablePath.find(LocalFile.join(directory, name), environment: environment) {
        return path
      }
      return ([name] + (11...25).reversed().map { "\(name)-\($0)" }).lazy
        .compactMap { ExecutablePath.find($0, environment: environment) }.first
    }
    objdump = find("llvm-objdump")
    symbolizer = find("llvm-symbolizer")
    dwarfdump = find("llvm-dwarfdump")
  }
}
