import BPF
import BPFObject
import BTF
import Findings
public import Jobs
import KernelFacts
public import Placed

/// Reads what calls give in a case: `{bpf_ktime_get_ns: [5s, +1ms], bpf_probe_read_user: fail, bpf_ringbuf_reserve: null on 2nd}`.
public struct MockFixture {
  /// Bytes that an answer writes through an argument.
  private typealias Bytes = (argument: Int, offset: Int, size: Int?, bytes: [UInt8])

  /// What a name stands for.
  private struct Function {
    var callee: TestMock.Callee
    var helper: HelperID?
    var arguments: Int
    /// Whether it is a function that gives nothing.
    var givesNothing = false

    /// A mock of it that only records.
    func mock(_ name: String) -> TestMock {
      var mock = TestMock(name: name, callee: callee, arguments: arguments)
      mock.givesNothing = givesNothing
      return mock
    }
  }

  /// One answer as it is written.
  private struct Answer {
    var result: UInt64?
    var bytes: [Bytes] = []
  }

  private let place: TracingPlace
  private static let returnKey = "return"
  private static let wide = ScalarShape(width: 64, isSigned: false, declaration: "what a call gives")
  private static let wideSigned = ScalarShape(width: 64, isSigned: true, declaration: "what a call gives")

  private init(place: TracingPlace) { self.place = place }

  /// The mocks of a case; what does not fit is a problem at its place. `keep` takes the bytes that they write.
  public static func mocks(
    _ node: PlacedNode, in place: TracingPlace, _ problems: inout PlacedProblems, keep: ([UInt8]) -> ByteSlice
  ) -> [TestMock] {
    let reader = MockFixture(place: place)
    return (node.entries(&problems) ?? []).compactMap { entry in
      guard let function = reader.function(entry.key, &problems) else { return nil }
      return reader.mock(entry.value, entry.key.value, function, &problems, keep)
    }
  }

  /// The index of the mock of a function; one that only records is added when there is none. Nil after a problem.
  public static func index(
    of name: Located<String>, in place: TracingPlace, among mocks: inout [TestMock], _ problems: inout PlacedProblems
  ) -> Int? {
    if let index = mocks.firstIndex(where: { $0.name == name.value }) { return index }
    guard let function = MockFixture(place: place).function(name, &problems) else { return nil }
    mocks.append(function.mock(name.value))
    return mocks.count - 1
  }

  // MARK: - Names

  private func function(_ name: Located<String>, _ problems: inout PlacedProblems) -> Function? {
    let called = place.object.programs.flatMap(\.instructions).compactMap { instruction in
      if case .call(.helper(let helper)) = instruction.kind { helper } else { nil }
    }
    if let helper = HelperID(name: name.value) {
      guard !MockedHelper.isFixed(helper) else {
        problems.add("calls of \(name.value) cannot be mocked or looked at", at: name.span)
        return nil
      }
      guard called.contains(helper) else {
        problems.add(
          "no program of the object calls \(name.value)", at: name.span,
          hint: NearestName.to(name.value, among: called.compactMap(\.name)).map { "did you mean '\($0)'?" })
        return nil
      }
      return Function(
        callee: .helper(helper.rawValue), helper: helper,
        arguments: HelperPrototype.of(helper)?.arguments.count ?? 0)
    }
    if let types = place.kernelTypes, let function = types.type(named: name.value, kind: .func),
      let prototype = try? types.prototype(of: function.id)
    {
      return Function(
        callee: .kernelFunction(function.id), helper: nil, arguments: min(5, prototype.parameters.count),
        givesNothing: prototype.target.flatMap { try? types.resolved($0).kind } == .void)
    }
    // A kernel that lacks what a program calls refuses the program, and says so. The id is no function's.
    if place.object.externs.contains(where: { $0.name == name.value && $0.kind == .kernelFunction }) {
      return Function(callee: .kernelFunction(0), helper: nil, arguments: 0)
    }
    let names = Set(called.compactMap(\.name))
    problems.add(
      "there is no helper or kernel function '\(PlacedNode.short(name.value))'", at: name.span,
      hint: NearestName.to(name.value, among: names).map { "did you mean '\($0)'?" }
        ?? "the object calls \(names.sorted().prefix(8).joined(separator: ", "))")
    return nil
  }

  // MARK: - Answers

  private func mock(
    _ node: PlacedNode, _ name: String, _ function: Function, _ problems: inout PlacedProblems,
    _ keep: ([UInt8]) -> ByteSlice
  ) -> TestMock? {
    var mock = function.mock(name)
    var answers: [Answer] = []
    switch node.content {
    case .sequence(let nodes):
      for (index, node) in nodes.enumerated() {
        if index > 0, index == nodes.count - 1, case .scalar(let text, _) = node.content, text.hasPrefix("+") {
          let step = PlacedNode(content: .scalar(String(text.dropFirst()), isPlain: true), span: node.span)
          guard let literal = ScalarShape.literal(step, Self.wide, &problems) else { return nil }
          mock.step = UInt64(truncatingIfNeeded: literal.bits(width: 64))
        } else {
          guard let answer = answer(node, name, function, &problems) else { return nil }
          answers.append(answer)
        }
      }
      if nodes.isEmpty { problems.add("there is nothing that a call could give", at: node.span) }
    default:
      guard let list = sparse(node, name, function, &problems) else { return nil }
      answers = list
    }
    guard answers.count <= TestMock.mostAnswers else {
      problems.add("a mock has at most \(TestMock.mostAnswers) answers", at: node.span)
      return nil
    }
    guard !answers.isEmpty else { return nil }
    mock.answers = answers.map { answer in
      TestMock.Answer(
        answer.result,
        fills: answer.bytes.map {
          TestMock.Fill(argument: $0.argument, offset: $0.offset, size: $0.size, bytes: keep($0.bytes))
        })
    }
    return mock
  }

  /// One answer for all calls, or `fail on 2nd`: the others are made.
  private func sparse(
    _ node: PlacedNode, _ name: String, _ function: Function, _ problems: inout PlacedProblems
  ) -> [Answer]? {
    if case .scalar(let text, _) = node.content, let found = text.firstRange(of: " on ") {
      let ordinal = text[found.upperBound...].trimmingPrefix { $0 == " " }
      guard let number = Int(ordinal.prefix { $0.isASCII && $0.isNumber }), number >= 1,
        ["st", "nd", "rd", "th", ""].contains(ordinal.drop { $0.isASCII && $0.isNumber }),
        number < TestMock.mostAnswers
      else {
        problems.add(
          "'\(PlacedNode.short(String(ordinal)))' is no call that is meant", at: node.span,
          hint: "write for example fail on 2nd, up to the \(TestMock.mostAnswers - 1)st")
        return nil
      }
      let what = PlacedNode(content: .scalar(String(text[..<found.lowerBound]), isPlain: true), span: node.span)
      guard let answer = answer(what, name, function, &problems) else { return nil }
      return [Answer](repeating: Answer(), count: number - 1) + [answer, Answer()]
    }
    return answer(node, name, function, &problems).map { [$0] }
  }

  private func answer(
    _ node: PlacedNode, _ name: String, _ function: Function, _ problems: inout PlacedProblems
  ) -> Answer? {
    switch node.content {
    case .scalar("call", isPlain: true): return Answer()
    case .scalar("null", isPlain: true), .scalar("NULL", isPlain: true): return Answer(result: 0)
    case .scalar("fail", isPlain: true):
      let failure = function.helper.map { MockedHelper.failure(of: $0) } ?? .some(UInt64(bitPattern: -22))
      guard let failure else {
        problems.add("\(name) never fails", at: node.span, hint: "write what it gives")
        return nil
      }
      return Answer(result: failure)
    case .scalar(let text, let isPlain):
      let isNegative = text.hasPrefix("-")
      if isPlain, let number = ErrorNames.number(of: isNegative ? String(text.dropFirst()) : text) {
        return Answer(result: UInt64(bitPattern: Int64(-number)))
      }
      if let helper = function.helper, let buffer = MockedHelper.buffer(of: helper), !isPlain || !Self.isNumber(text) {
        let bytes = Array(text.utf8) + [0]
        return Answer(
          result: name.hasSuffix("_str") ? UInt64(bytes.count) : 0,
          bytes: [(buffer.argument, 0, buffer.size, bytes)])
      }
      let shape = isNegative ? Self.wideSigned : Self.wide
      return ScalarShape.literal(node, shape, &problems).map {
        Answer(result: UInt64(truncatingIfNeeded: $0.bits(width: 64)))
      }
    case .mapping(let entries): return answer(entries, at: node.span, name, function, &problems)
    case .sequence:
      problems.add("expected what one call gives, found a list", at: node.span)
      return nil
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    var problems = PlacedProblems()
    let node = PlacedNode(content: .scalar(text, isPlain: true), span: SourceSpan(file: "", line: 1, column: 1))
    return ScalarShape.literal(node, wideSigned, &problems) != nil
  }

  /// `{return: 0, dmac: "02:00:00:00:00:01"}`, `{pid: 42, tgid: 7}`, `{hex: "00 01"}`.
  private func answer(
    _ entries: [PlacedNode.Entry], at span: SourceSpan, _ name: String, _ function: Function,
    _ problems: inout PlacedProblems
  ) -> Answer? {
    var answer = Answer(result: 0)
    let before = problems.all.count
    if let given = entries.first(where: { $0.key.value == Self.returnKey }) {
      guard let result = self.answer(given.value, name, function, &problems), result.result != nil else { return nil }
      answer.result = result.result
    }
    let rest = entries.filter { $0.key.value != Self.returnKey }
    let halves = function.helper.map(MockedHelper.halves) ?? []
    if !halves.isEmpty {
      let half = ScalarShape(width: 32, isSigned: false, declaration: "32 bits")
      for entry in rest {
        guard let index = halves.firstIndex(of: entry.key.value) else {
          problems.add(
            "\(name) gives no '\(PlacedNode.short(entry.key.value))'", at: entry.key.span,
            hint: "it gives \(halves.joined(separator: " and "))")
          continue
        }
        guard let literal = ScalarShape.literal(entry.value, half, &problems) else { continue }
        answer.result = (answer.result ?? 0) | UInt64(truncatingIfNeeded: literal.bits(width: 32)) << UInt64(32 * index)
      }
      return problems.all.count == before ? answer : nil
    }
    guard !rest.isEmpty else { return answer }
    if rest.count == 1, rest[0].key.value == "hex", let buffer = function.helper.flatMap(MockedHelper.buffer) {
      guard let bytes = rest[0].value.hexBytes(&problems) else { return nil }
      answer.bytes = [(buffer.argument, 0, buffer.size, bytes)]
      return answer
    }
    guard let output = function.helper.flatMap(MockedHelper.output),
      let (types, type) = [place.object.types, place.kernelTypes].compactMap(\.self).lazy.compactMap({ types in
        types.type(named: output.structure, kind: .struct).map { (types, $0.id) }
      }).first, let size = try? ValueSize.of(type, in: types)
    else {
      problems.add("no fields are known that \(name) writes", at: span, hint: "write return: and a number")
      return nil
    }
    var writer = ValueWriter(types: types, onto: [UInt8](repeating: 0, count: size))
    writer.write(PlacedNode(content: .mapping(rest), span: span), at: ValuePlace(type: type), &problems)
    answer.bytes = Self.runs(writer.buffer).map {
      (output.argument, $0.lowerBound, nil, Array(writer.buffer.bytes[$0]))
    }
    return problems.all.count == before ? answer : nil
  }

  /// The bytes that somebody wrote.
  private static func runs(_ buffer: ValueBuffer) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in buffer.written.indices where buffer.written[index] != 0 {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs
  }
}
