import BPF
import BPFObject
import BTF
import KernelFacts

/// A first case of a program: an input that its type takes, and as comments what else the case could say.
struct CaseDraft {
  private let object: ObjectFile
  private let program: Program
  private let type: ProgramType?

  /// The name of the packet that `packets:` of the file has.
  static let packet = "syn"
  private static let mostGlobals = 8

  init(_ program: Program, of object: ObjectFile) {
    self.object = object
    self.program = program
    type = program.match?.programType
  }

  /// Whether the case is given a packet.
  var takesPacket: Bool { type.map { obstacle == nil && TestRunFacts.of($0)?.packetBytes != nil } ?? false }

  /// Whether the program only runs attached.
  var isLive: Bool { type.map { obstacle != nil && LiveDraft.deeds(for: program, of: $0) != nil } ?? false }

  /// The case as an element of `cases:`.
  var lines: [String] {
    guard let type else {
      return skipped("SEC(\"\(program.section)\") does not say of what type the program is", more: [])
    }
    guard let obstacle else { return run(as: type) }
    guard let deeds = LiveDraft.deeds(for: program, of: type) else { return skipped(obstacle, more: expectation(type)) }
    return live(obstacle, deeds)
  }

  /// Why no test run can be made of the program, whatever the kernel; nil when one can.
  private var obstacle: String? {
    guard let type else { return nil }
    if type == .structOps {
      let owner = object.structOps.first { $0.members.contains { $0.program == program.name } }
      return owner?.structName == "bpf_dummy_ops"
        ? nil : "the kernel test-runs struct_ops programs of bpf_dummy_ops only"
    }
    let rules = TestRunRules(
      type: type, attachType: program.match?.attachType ?? AttachType(rawValue: 0),
      takesPieces: program.match?.takesFragments ?? false, kernel: nil)
    return rules.obstacle?.summary
  }

  // MARK: Kinds of cases

  private func run(as type: ProgramType) -> [String] {
    var given: [String] = []
    let input: String
    if takesPacket {
      input = "a TCP packet"
      given.append("packet: {from: \(Self.packet)}  # or changed: {from: \(Self.packet), tcp: {dport: 80}}")
    } else {
      input = type == .skLookup ? "a TCP connection" : "zeros"
    }
    if let arguments { given.append(arguments) }
    if let context { given.append("context: \(context)") }
    return head("\(program.name) on \(input)") + DraftText.indented(["program: \(name)"] + given, by: 4)
      + DraftText.comment(examples, at: 4) + expectation(type)
  }

  /// A case that stays out until somebody says what is done and what must come of it.
  private func live(_ obstacle: String, _ deeds: [String]) -> [String] {
    head("\(program.name) when attached")
      + DraftText.indented(["skip: \(DraftText.scalar(obstacle))", "attach: \(name)", "drive:"], by: 4)
      + DraftText.indented(deeds.map { "- \($0)" }, by: 6)
      + DraftText.comment(mapsBefore + after(isLive: true).ifAny { ["expect:"] + DraftText.indented($0, by: 2) }, at: 4)
  }

  private func skipped(_ obstacle: String, more: [String]) -> [String] {
    head(program.name) + DraftText.indented(["skip: \(DraftText.scalar(obstacle))", "program: \(name)"], by: 4) + more
  }

  private var name: String { DraftText.scalar(program.name) }

  private func head(_ name: String) -> [String] { ["  - name: \(DraftText.scalar(name))"] }

  // MARK: Input

  /// As many as the program looks at: the kernel wants all of them.
  private var arguments: String? {
    guard type == .rawTracepoint || type == .structOps else { return nil }
    let slots = program.instructions.compactMap { instruction -> Int? in
      guard case .load(.doubleWord, _, _, let base, let offset) = instruction.kind, base != 10, offset >= 0,
        offset % 8 == 0, Int(offset) / 8 < ArgumentsFixture.most
      else { return nil }
      return Int(offset) / 8
    }
    let zeros = [String](repeating: "0", count: (slots.max() ?? 0) + 1)
    let names = program.match?.target.flatMap { ArgumentsFixture.prototype($0, object.types) }.map { _, prototype in
      prototype.parameters.dropFirst().map(\.name).filter { !$0.isEmpty }
    }
    let note = names.map { $0.isEmpty ? "" : "  # \($0.joined(separator: ", "))" } ?? ""
    return "args: [\(zeros.joined(separator: ", "))]" + note
  }

  /// A context that the program needs.
  private var context: String? {
    switch type {
    case .skLookup:
      "{family: 2, protocol: 6, remote_ip4: 10.0.0.1, remote_port: be 40000, local_ip4: 10.0.0.2, local_port: 443}"
    case .syscall:
      ContextForm.known(.syscall, program, object).flatMap(ValueSample.tree).map(ValueYAML.flow)
    default: nil
    }
  }

  /// A context that the program may be given.
  private var contextExample: String? {
    switch type {
    case .xdp: "context: {ingress_ifindex: 1}"
    case .netfilter: "context: {hook: 0, pf: 2}  # PRE_ROUTING of IPv4"
    case .schedCls, .schedAct, .socketFilter, .cgroupSkb, .lwtIn, .lwtOut, .lwtXmit: "context: {mark: 7}"
    default: nil
    }
  }

  /// What else may go in.
  private var examples: [String] {
    var lines: [String] = []
    if let contextExample { lines.append(contextExample) }
    let inputs = variables.filter { $0.section.hasPrefix(".rodata") || $0.section.hasPrefix(".data") }
    if let globals = globals(inputs) { lines.append(globals) }
    let told = Set(
      program.instructions.compactMap { instruction -> HelperID? in
        if case .call(.helper(let helper)) = instruction.kind { helper } else { nil }
      })
    if told.contains(where: { ["bpf_get_current_comm", "bpf_get_current_uid_gid"].contains($0.name) }) {
      lines.append("task: {comm: nginx, uid: 1000}")
    }
    return lines + mapsBefore
  }

  private var mapsBefore: [String] {
    maps.flatMap { $0.before ?? [] }.ifAny { ["maps:", "  before:"] + DraftText.indented($0, by: 4) }
  }

  // MARK: What comes out

  private func expectation(_ type: ProgramType) -> [String] {
    let names = ReturnNames.entries(of: type).reduce(into: [ReturnNames.Entry]()) { entries, entry in
      if !entries.contains(where: { $0.value == entry.value }) { entries.append(entry) }
    }
    let known = names.prefix(5).map(\.name).joined(separator: ", ") + (names.count > 5 ? " ..." : "")
    return ["    expect:", "      return: any  # say which\(known.isEmpty ? " number" : ": \(known)")"]
      + DraftText.comment(after(isLive: false), at: 6)
  }

  private func after(isLive: Bool) -> [String] {
    var lines: [String] = []
    let parts = type.flatMap(TestRunFacts.of)?.parts ?? []
    if parts.contains(.packet), !isLive { lines.append("packet: unchanged  # or what matters: {ipv4: {ttl: 63}}") }
    if parts.contains(.asPacket), !isLive { lines.append("context: {ip_proto: 6, dport: be 443}") }
    if parts.contains(.inPlace), let context { lines.append("context: \(context)") }
    lines += maps.flatMap { $0.after ?? [] }.ifAny { ["maps:"] + DraftText.indented($0, by: 2) }
    lines += maps.compactMap(\.events).ifAny { ["events:"] + DraftText.indented($0, by: 2) }
    let outputs = variables.filter { !$0.section.hasPrefix(".rodata") }
    if let globals = globals(outputs) { lines.append(globals) }
    return lines
  }

  // MARK: What it refers to

  private var maps: [MapDraft] {
    var seen: Set<Int> = []
    return program.references.compactMap { reference in
      guard case .map(let index) = reference.target, object.maps.indices.contains(index), seen.insert(index).inserted
      else { return nil }
      return MapDraft(object.maps[index], of: object, for: program)
    }
  }

  /// The variables that a test could name. Texts that a program prints are none.
  private var variables: [GlobalVariable] {
    var seen: Set<GlobalVariable> = []
    return program.references.compactMap { reference in
      guard case .variable(let map, let offset) = reference.target, object.maps.indices.contains(map) else {
        return nil
      }
      let section = object.maps[map].name
      let found = object.variables.first {
        $0.section == section && $0.type != nil && $0.offset <= offset && offset - $0.offset < max($0.size, 1)
      }
      guard let found, !found.name.contains("____fmt"), seen.insert(found).inserted else { return nil }
      return found
    }
  }

  private func globals(_ variables: [GlobalVariable]) -> String? {
    let values = variables.prefix(Self.mostGlobals).compactMap { variable -> String? in
      guard variable.size <= ValueShape.largest,
        let type = ValueType(variable.type, in: object.types, bytes: variable.size),
        let value = ValueSample.tree(GlobalFixture.initial(variable, object), type)
      else { return nil }
      return "\(DraftText.scalar(variable.name)): \(ValueYAML.flow(value))"
    }
    return values.isEmpty ? nil : "globals: {\(values.joined(separator: ", "))}"
  }
}

extension [String] {
  /// What is made of the lines; nothing of none.
  fileprivate func ifAny(_ make: ([String]) -> [String]) -> [String] { isEmpty ? [] : make(self) }
}
