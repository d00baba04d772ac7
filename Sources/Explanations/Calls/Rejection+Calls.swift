import Analysis
import BPFObject
import BTF
import Findings
import KernelFacts

/// What a refused call is about, in words.
extension Rejection {
  /// The program's type, where the object is known.
  var programType: ProgramType? { program?.match?.programType }

  /// `xdp programs`, or `programs of this type` where the type is not known.
  var programsOfItsType: String { programType.map { "\($0.name) programs" } ?? "programs of this type" }

  /// The first message of a shape, with its captures.
  func first(of formats: [MessageFormat]) -> [Substring]? {
    for message in messages {
      for format in formats {
        if let captures = format.match(message) { return captures }
      }
    }
    return nil
  }

  /// The program's `SEC("...")` line, saying what the section makes of the program.
  func sectionPlace(_ label: String? = nil) -> LabelledSpan? {
    let section = program?.section ?? ""
    let words = section.isEmpty ? "the section says the program's type" : "\(section) makes this a program of type"
    return sectionLine(label ?? (section.isEmpty ? words : "\(words) \(programType?.name ?? "unknown")"))
  }

  /// The line that declares a variable which the failing line uses: in its function, else at the top level.
  func variablePlace(_ name: String, _ label: String) -> LabelledSpan? {
    guard let step = failingStep else { return declaration(name, label) }
    let place = span(step, label).span
    // The failing line itself declares nothing that it uses.
    if place.line > 1, let outline = sources[place.file], let line = outline.local(name, before: place.line - 1) {
      return outline.span(ofLine: line, label, at: name)
    }
    return declaration(name, label)
  }

  /// The line that declares a kernel function.
  func kernelFunctionPlace(_ name: String, _ label: String) -> LabelledSpan? {
    lineOfCode(label, at: name) { SourceNames.mentions(name, in: $0) && $0.contains("__ksym") }
      ?? lineOfCode(label, at: name) { SourceNames.mentions(name, in: $0) && SourceNames.mentions("extern", in: $0) }
  }

  /// The first line of the C text that is no comment and fits; nil without the text.
  func lineOfCode(_ label: String, at name: String? = nil, where fits: (String) -> Bool) -> LabelledSpan? {
    for (_, outline) in sources.sorted(by: { $0.key < $1.key }) {
      var number = 1
      while let text = outline.text(ofLine: number) {
        let code = text.firstRange(of: "//").map { String(text[..<$0.lowerBound]) } ?? text
        if code.first(where: { $0 != " " && $0 != "\t" }) != "*", fits(code) {
          return outline.span(ofLine: number, label, at: name)
        }
        number += 1
      }
    }
    return nil
  }
}

extension Rejection {
  /// The maps that the program uses, in the order of their first use; none without an object.
  var usedMaps: [MapDefinition] {
    guard let object, let program else { return [] }
    var seen: Set<Int> = []
    return program.references.compactMap { reference in
      guard case .map(let index) = reference.target, object.maps.indices.contains(index), seen.insert(index).inserted
      else {
        return nil
      }
      return object.maps[index]
    }
  }
}

extension Rejection {
  /// Whether a map's value has a member of one of these structs.
  func holds(_ structs: [String], _ map: MapDefinition) -> Bool {
    guard let types = object?.types, let value = map.valueType.flatMap({ try? types.resolved($0) }) else {
      return false
    }
    return value.members.contains { member in
      (try? types.resolved(member.type)).map { type in structs.contains { type.isNamed($0) } } ?? false
    }
  }

  /// The line where the program first uses a map.
  func useOfMap(_ name: String, _ label: String) -> LabelledSpan? {
    use(label) { target in
      guard case .map(let index) = target, let object, object.maps.indices.contains(index) else { return false }
      return object.maps[index].name == name
    }
  }

  /// The line where the program first uses a kernel function whose name fits.
  func useOfKernelFunction(_ label: String, where fits: (String) -> Bool = { _ in true }) -> LabelledSpan? {
    use(label) { target in
      guard case .extern(let index) = target, let object, object.externs.indices.contains(index) else { return false }
      return object.externs[index].kind == .kernelFunction && fits(object.externs[index].name)
    }
  }

  /// The line where the program first calls a function of its own, or hands one on.
  func useOfFunction(_ label: String) -> LabelledSpan? {
    use(label) { if case .function = $0 { true } else { false } }
  }

  private func use(_ label: String, _ fits: (Reference.Target) -> Bool) -> LabelledSpan? {
    program?.references.first { fits($0.target) }.flatMap { span(ofSlot: $0.slot, label) }
  }
}

extension MapType {
  /// Whether 6.18 lets sleepable programs use maps of this type (kernel/bpf/verifier.c: `check_map_prog_compatibility`).
  var isForSleepable: Bool {
    let types: Set<MapType> = [
      .hash, .lruHash, .array, .percpuHash, .percpuArray, .lruPercpuHash, .arrayOfMaps, .hashOfMaps, .ringbuf,
      .userRingbuf, .inodeStorage, .skStorage, .taskStorage, .cgrpStorage, .queue, .stack, .arena, .insnArray,
      .progArray,
    ]
    return types.contains(self)
  }
}
