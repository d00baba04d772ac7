public import BPFObject
import BTF

/// What maps held, as text.
public enum MapText {
  /// The entries for people, a line each: `10.0.0.9: 1`. An array's entries that are zero are left out.
  public static func lines(_ contents: MapContents, of definition: MapDefinition, object: ObjectFile) -> [String] {
    let form = MapForm(definition, object.types)
    let lines = shown(contents, form).map { index, entry in
      "\(form.key == nil ? "[\(index)]" : form.keyText(entry.key)): \(values(entry.values, form, namesProcessors: contents.namesProcessors))"
    }
    return contents.isWhole ? lines : lines + ["... (more than \(contents.entries.count) entries)"]
  }

  /// The entries as lines of YAML that `MapExpectation` takes below `exact:`, and `MapFixture` where values are not by
  /// processor; a map that holds nothing is `{}`, a queue that does `[]`. An array's entries that are zero are left out.
  /// - Parameter isSummed: whether numbers of a per-CPU map are added up: which processor counted is often chance.
  public static func yaml(
    _ contents: MapContents, of definition: MapDefinition, object: ObjectFile, isSummed: Bool = false
  ) -> [String] {
    let form = MapForm(definition, object.types)
    let entries = shown(contents, form)
    func yaml(_ values: [[UInt8]], _ form: MapForm) -> String {
      if isSummed, form.isPerCPU, let type = form.value,
        let sum = ValueSum.of(values, type: type.id, types: type.types)
      {
        return "{sum: \(type.yaml(sum))}"
      }
      return self.yaml(values, form)
    }
    guard form.key != nil else { return entries.isEmpty ? ["[]"] : entries.map { "- \(yaml($0.entry.values, form))" } }
    guard !entries.isEmpty else { return ["{}"] }
    guard form.addressSize != nil || form.key?.scalar != nil else {
      return entries.map { "- {key: \(form.key?.yaml($0.entry.key) ?? ""), value: \(yaml($0.entry.values, form))}" }
    }
    return entries.map { "\(ValueYAML.word(form.keyText($0.entry.key))): \(yaml($0.entry.values, form))" }
  }

  /// Entries as lines of YAML that `MapFixture` takes below the map's name, each with one value: of a per-CPU map the same
  /// on every processor. Nil for a map whose values have no form.
  public static func before(
    _ entries: [(key: [UInt8], value: [UInt8])], of definition: MapDefinition, object: ObjectFile
  ) -> [String]? {
    let form = MapForm(definition, object.types)
    guard MapForm.obstacle(definition) == nil, form.content == .values, let key = form.key, let value = form.value
    else {
      return nil
    }
    guard form.addressSize != nil || key.scalar != nil else {
      return entries.map { "- {key: \(key.yaml($0.key)), value: \(value.yaml($0.value))}" }
    }
    return entries.map { "\(ValueYAML.word(form.keyText($0.key))): \(value.yaml($0.value))" }
  }

  /// Padding of the first values where it holds something: what a program copied into the map without setting it.
  /// - Parameters:
  ///   - poison: what stood in the padding of values that were put there before the program ran.
  ///   - filled: the keys of these values.
  public static func leaks(
    in contents: MapContents, of definition: MapDefinition, object: ObjectFile, poison: UInt8, filled: Set<[UInt8]>
  ) -> [PaddingLeak] {
    let form = MapForm(definition, object.types)
    guard form.content == .values, let scan = form.value.flatMap(PaddingScan.init) else { return [] }
    return contents.entries.prefix(mostScanned).flatMap { entry in
      entry.values.flatMap { value in
        scan.leaks(in: value, poison: filled.contains(entry.key) ? poison : nil) {
          form.key == nil ? "" : "[\(form.keyText(entry.key))]"
        }
      }
    }
  }

  /// Entries that are looked at.
  private static let mostScanned = 64

  static func values(_ values: [[UInt8]], _ form: MapForm, namesProcessors: Bool) -> String {
    guard form.isPerCPU else { return values.first.map { text($0, form) } ?? "nothing" }
    let set = values.enumerated().filter { $0.element.contains { $0 != 0 } }
    guard !set.isEmpty else { return "zeros on every cpu" }
    guard namesProcessors else {
      if let type = form.value, let sum = ValueSum.of(values, type: type.id, types: type.types) {
        return "\(text(sum, form)) over all cpus"
      }
      return set.map { "\(text($0.element, form)) on one cpu" }.joined(separator: ", ")
    }
    return set.map { "\(text($0.element, form)) on cpu \($0.offset)" }.joined(separator: ", ")
  }

  private static func text(_ bytes: [UInt8], _ form: MapForm) -> String {
    switch form.content {
    case .values: form.value?.text(bytes) ?? ValueText.line(.hex(bytes))
    case .programs: "a program"
    case .maps: "a map"
    }
  }

  private static func yaml(_ values: [[UInt8]], _ form: MapForm) -> String {
    guard form.content == .values, let type = form.value else { return "any" }
    guard form.isPerCPU else { return type.yaml(values.first ?? []) }
    let cpus = values.enumerated().map { "\($0.offset): \(type.yaml($0.element))" }
    return "{cpu: {\(cpus.joined(separator: ", "))}}"
  }

  private static func shown(
    _ contents: MapContents, _ form: MapForm
  ) -> [(offset: Int, entry: MapContents.Entry)] {
    contents.entries.enumerated().filter { _, entry in
      !form.isFilled || entry.values.contains { $0.contains { $0 != 0 } }
    }.map { (offset: $0.offset, entry: $0.element) }
  }
}
