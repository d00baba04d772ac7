import BPF
import BTF

/// Where the functions of a program begin, and what they are called.
struct FunctionLayout {
  /// A function of the program.
  struct Function {
    var name: String
    var slots: Range<Int>
    /// Its BTF type, if it has one.
    var type: UInt32?
  }

  /// The functions, the main one first.
  let functions: [Function]

  /// - Throws: where a call leads out of the program, or into itself.
  init(_ program: CapturedProgram, types: TypeTable?) throws(ObjectObstacle) {
    var starts: Set<Int> = [0]
    for slot in CodeWord.starts(program.code) {
      let word = CodeWord(program.code[slot])
      guard word.isLocalCall || word.pseudo == .function else { continue }
      let target = slot + 1 + Int(word.immediate)
      guard target > 0, target < program.code.count else {
        throw ObjectObstacle("the instruction at \(slot) calls instruction \(target) of \(program.code.count)")
      }
      starts.insert(target)
    }
    starts.formUnion(program.functions.map(\.slot).filter { $0 > 0 && $0 < program.code.count })
    let ordered = starts.sorted()
    let known = Dictionary(program.functions.map { ($0.slot, $0.type) }, uniquingKeysWith: { first, _ in first })
    var taken: Set<String> = []
    functions = ordered.enumerated().map { index, start in
      let end = index + 1 < ordered.count ? ordered[index + 1] : program.code.count
      let type = known[start]
      let typeName = type.flatMap { id in try? types?.type(id) }.map(\.name) ?? ""
      var name = index == 0 ? program.record.name : typeName
      if name.isEmpty || !taken.insert(name).inserted {
        name = "function_\(index)"
        taken.insert(name)
      }
      return Function(name: name, slots: start..<end, type: type)
    }
  }

  /// The place of the function that a slot belongs to.
  func index(at slot: Int) -> Int? { functions.firstIndex { $0.slots.contains(slot) } }
}
