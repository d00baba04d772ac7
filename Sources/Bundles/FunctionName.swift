import BTF

/// Names of a captured program's functions.
public enum FunctionName {
  /// The name that BTF has for the program's own function; nil where it has none.
  public static func main(of program: CapturedProgram, types: [UInt8]) -> String? {
    guard let function = program.functions.first(where: { $0.slot == 0 }),
      let type = try? TypeTable(bytes: types).type(function.type), !type.name.isEmpty
    else { return nil }
    return type.name
  }
}
