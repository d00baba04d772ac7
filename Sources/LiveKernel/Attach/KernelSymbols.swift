import Findings

/// The functions that the kernel names in `/proc/kallsyms`.
enum KernelSymbols {
  /// The most bytes read: some 150,000 names take 8 MB.
  private static let mostBytes = 64 << 20

  /// The function that somebody who wrote `name` probably meant: since 4.17 system calls are `__x64_sys_NAME` and what
  /// they call is `do_sys_NAME` or `__do_sys_NAME`; compilers add endings to copies of functions; else the nearest one
  /// that begins alike.
  static func nearest(to name: String) -> String? {
    guard let bytes = SystemFile.bytes("/proc/kallsyms", most: mostBytes) else { return nil }
    let core = name.drop { $0 == "_" }
    let call = ["do_sys_", "x64_sys_", "se_sys_", "sys_", "SyS_"].first(where: core.hasPrefix)
      .map { core.dropFirst($0.count) }
    let aliases = call.map { ["__x64_sys_\($0)", "__do_sys_\($0)", "do_sys_\($0)", "__se_sys_\($0)"] } ?? []
    let head = Array(name.utf8.prefix(4))
    var alike: [String] = []
    var known: Set<String> = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      // ADDRESS TYPE NAME [MODULE]; functions are of type t or T.
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard fields.count == 3, fields[1].elementsEqual("t".utf8) || fields[1].elementsEqual("T".utf8) else { continue }
      let symbol = fields[2].prefix { $0 != UInt8(ascii: "\t") }
      if symbol.starts(with: head) { alike.append(String(decoding: symbol, as: UTF8.self)) }
      if !aliases.isEmpty, symbol.starts(with: "__".utf8) || symbol.starts(with: "do_".utf8) {
        let text = String(decoding: symbol, as: UTF8.self)
        if aliases.contains(text) { known.insert(text) }
      }
    }
    return aliases.first { $0 != name && known.contains($0) } ?? alike.first { $0.hasPrefix(name + ".") }
      ?? NearestName.to(name, among: alike)
  }
}
