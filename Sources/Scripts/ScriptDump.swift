/// What `bpftrace -d` tells of a script's maps: its tree has their names and types, its LLVM code the sizes of their keys and
/// values, and the helpers that they are given to. bpftrace's object has nothing of this.
struct ScriptDump {
  /// A map of the script: `@start`.
  struct Named: Hashable {
    /// The type of its values in bpftrace's words: `count`, `unsigned int64`.
    var type: String
    /// Whether it has keys.
    var isKeyed = false
  }

  /// What the code does with a map.
  struct Use: Hashable {
    var keySize: Int?
    var valueSize: Int?
    /// The helpers by number.
    var helpers: Set<Int> = []
    /// The name of the variable that the key is in.
    var keyName = ""
  }

  /// The maps by name.
  private(set) var named: [String: Named] = [:]
  /// What the code does, by bpftrace's number of the map.
  private(set) var uses: [Int: Use] = [:]

  /// Reads the text.
  init(_ text: String) {
    var isTree = false
    var above: (name: String, depth: Int)?
    var types = IRTypes()
    var numbers: [Substring: Int] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("AST after: ") {
        isTree = line.hasPrefix("AST after: Semantic")
      } else if line.hasPrefix("%") {
        types.read(line)
      } else if line.hasPrefix("define ") {
        (isTree, numbers) = (false, [:])
      } else if isTree {
        let depth = line.prefix { $0 == " " }.count
        if let map = above, depth > map.depth { named[map.name]?.isKeyed = true }
        above = Self.map(in: line.dropFirst(depth)).map { name, type in
          named[name, default: Named(type: type)].type = type
          return (name, depth)
        }
      } else if let (value, number) = Self.number(in: line) {
        numbers[value] = number
      } else if let (helper, arguments) = Self.call(in: line) {
        read(helper, arguments, types, numbers)
      }
    }
  }

  private mutating func read(_ helper: Int, _ arguments: [Substring], _ types: IRTypes, _ numbers: [Substring: Int]) {
    for (index, argument) in arguments.enumerated() {
      guard let value = argument.split(separator: " ").last, let number = numbers[value] else { continue }
      var use = uses[number, default: Use()]
      use.helpers.insert(helper)
      // `bpf_map_lookup_elem`, `bpf_map_update_elem`, `bpf_map_delete_elem`
      if (1...3).contains(helper), index == 0, arguments.count > 1 {
        use.keySize = [use.keySize, types.pointeeSize(arguments[1])].compactMap { $0 }.max()
        use.keyName = String(arguments[1].split(separator: " ").last ?? "")
        if helper == 2, arguments.count > 2 {
          use.valueSize = [use.valueSize, types.pointeeSize(arguments[2])].compactMap { $0 }.max()
        }
      }
      uses[number] = use
    }
  }

  /// `map: @start :: type[unsigned int64, ctx: 0]`
  private static func map(in line: Substring) -> (name: String, type: String)? {
    guard line.hasPrefix("map: @"), let colons = line.firstRange(of: " :: type["),
      let end = line.firstRange(of: ", ctx:")
    else { return nil }
    guard colons.upperBound <= end.lowerBound else { return nil }
    let name = line[line.index(line.startIndex, offsetBy: 5)..<colons.lowerBound]
    return (String(name), String(line[colons.upperBound..<end.lowerBound]))
  }

  /// `  %pseudo12 = call i64 @llvm.bpf.pseudo(i64 1, i64 3)`: the value and the map's number.
  private static func number(in line: Substring) -> (Substring, Int)? {
    guard let call = line.firstRange(of: "@llvm.bpf.pseudo(i64 1, i64 "), line.hasPrefix("  %"),
      let value = line.split(separator: " ").first, let number = Int(line[call.upperBound...].prefix { $0 != ")" })
    else { return nil }
    return (value, number)
  }

  /// `call i8* inttoptr (i64 1 to i8* (i64, i64*)*)(i64 %pseudo, i64* nonnull %"@start_key")`: the helper and its arguments.
  private static func call(in line: Substring) -> (Int, [Substring])? {
    guard let head = line.firstRange(of: " inttoptr (i64 "),
      let helper = Int(line[head.upperBound...].prefix { $0 != " " }),
      let open = line[head.upperBound...].firstRange(of: ")*)(")
    else { return nil }
    var arguments: [Substring] = []
    var (start, depth, isQuoted) = (open.upperBound, 0, false)
    for index in line[open.upperBound...].indices {
      switch line[index] {
      case "\"": isQuoted.toggle()
      case "(", "[", "{": depth += isQuoted ? 0 : 1
      case ",", ")":
        guard !isQuoted else { continue }
        if depth == 0 {
          arguments.append(line[start..<index].drop { $0 == " " })
          start = line.index(after: index)
        }
        if line[index] == ")" {
          if depth == 0 { return (helper, arguments) }
          depth -= 1
        }
      case "]", "}": depth -= isQuoted ? 0 : 1
      default: break
      }
    }
    return nil
  }
}
