/// A function that kernels still have by name, and that hardly anything calls any more.
public struct QuietFunction: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// The first kernel in which it is quiet.
  public var since: KernelVersion
  /// What is called instead.
  public var successor: String

  /// What is known of a function; nil for one that is called.
  public static func named(_ name: some StringProtocol) -> QuietFunction? {
    FactTable.fields(of: name, in: table).flatMap(decode)
  }

  /// All of them.
  static let all: [QuietFunction] = FactTable.rows(table, columns: 3, decode: decode)

  private static func decode(_ fields: [Substring]) -> QuietFunction? {
    guard fields.count == 3, let since = KernelVersion(fields[1]) else { return nil }
    return QuietFunction(name: String(fields[0]), since: since, successor: String(fields[2]))
  }

  /// name, since, successor. Source: fs/open.c. Since 5.6 `do_sys_openat2` opens; the system calls, in the same file, have
  /// `do_sys_open` inlined.
  static let table: StaticString = """
    do_sys_open	5.6	do_sys_openat2
    """
}
